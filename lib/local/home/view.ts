import { jsonIn, lineFrom } from '../readable-log/line.ts';
import { plain } from '../readable-log/paint.ts';
import { readableLine } from '../readable-log/readable-line.ts';
import { outcomeText, timesText, colourOf } from '../readable-log/request-line.ts';

/** How much a line wants to be seen. */
type Tone = 'good' | 'care' | 'bad' | 'quiet';

/** A line of the log as the page shows it. */
export type LineView = {
  readonly time: string;
  readonly operation: string;
  readonly tone: Tone;
  /** What came of it: `200 succeeded`. */
  readonly what: string;
  /** How long it took, and who asked. */
  readonly more: string;
  /** The operation on record, if there is one. */
  readonly operationId: string | undefined;
  readonly caller: string | undefined;
  readonly provider: string | undefined;
  /** What was made, of which a customer may still have to pay; undefined where nothing was. */
  readonly made: 'payment' | 'session' | undefined;
};

const tones = { green: 'good', yellow: 'care', red: 'bad' } as const;

/** What is printed of the line on a terminal, without the time and the operation, which have their own places. */
const rest = (text: string, { time, operation }: { time: string; operation: string }): string =>
  (readableLine(text, plain) ?? '').split(operation).slice(1).join(operation).trim() || time;

/** A line as the page shows it; undefined where it tells a person nothing. */
export function viewOf(text: string): LineView | undefined {
  const line = lineFrom(jsonIn(text));
  if (line === undefined || readableLine(text, plain) === undefined) return undefined;
  const { time, operation, status, operationId, provider, caller, finding } = line;
  const about = { time, operation, operationId, provider, caller };
  if (status === undefined) {
    const tone = finding === undefined ? 'quiet' : 'bad';
    return { ...about, tone, what: rest(text, line), more: '', made: undefined };
  }
  return {
    ...about,
    tone: tones[colourOf(line)],
    what: `${String(status)} ${outcomeText(line)}`,
    more: [timesText(line), caller].filter((part) => part !== undefined).join(', '),
    made: status < 300 && line.outcome === 'done' ? madeBy(operation) : undefined,
  };
}

/** What an operation makes that a customer pays. */
const madeBy = (operation: string): LineView['made'] =>
  operation.endsWith('.payment.create')
    ? 'payment'
    : operation.endsWith('.session.create')
      ? 'session'
      : undefined;
