import type { ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What a process writes on both outputs after a request's own lines, in the words of Lambda's own log. */
export const endOfLines = (requestId: string): string => `END RequestId: ${requestId}\n`;

/** What stands before an end is a line that its writer did not end. */
const withEnd = /^(?<text>.*)END RequestId: (?<requestId>[0-9a-f-]{36})$/u;

function readOutput(output: Readable, onLine: (line: string) => void): EventEmitter {
  const ends = new EventEmitter();
  createInterface({ input: output }).on('line', (line) => {
    const { text = line, requestId } = withEnd.exec(line)?.groups ?? {};
    if (requestId === undefined || text !== '') onLine(text);
    if (requestId !== undefined) ends.emit(requestId);
  });
  return ends;
}

/**
 * Hands on each line that a process writes. An answer comes on a channel of its own, and could be read before the lines
 * that were written before it.
 *
 * @returns waits until all lines of a request have been handed on; it is to be called before the request is sent
 */
export function readLines(
  { stdout, stderr }: ChildProcess,
  onLine: (line: string) => void,
): (requestId: string) => Promise<unknown> {
  const outputs = [stdout, stderr].filter((output) => output !== null);
  const ends = outputs.map((output) => readOutput(output, onLine));
  return (requestId) => Promise.all(ends.map((end) => once(end, requestId)));
}
