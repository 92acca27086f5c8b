import type { Print } from '../../host/print.ts';
import { coloured, plain } from './paint.ts';
import { readableLine } from './readable-line.ts';

/** How lines of the log are printed: as people read them, or as they are in the cloud. */
export type LogStyle = {
  readonly logFormat: 'readable' | 'json';
  /** Whether colours are welcome, on a terminal. */
  readonly wantsColours: boolean;
};

/** Prints lines of the log. */
export function logPrinter(
  print: Print,
  { logFormat, wantsColours }: LogStyle,
): (line: string) => void {
  if (logFormat === 'json') return print.out;
  const paint = wantsColours && print.isTerminal === true ? coloured : plain;
  return (line) => {
    const text = readableLine(line, paint);
    if (text !== undefined) print.out(text);
  };
}
