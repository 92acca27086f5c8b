import { failureText } from './failure-line.ts';
import { jsonIn, lineFrom, type Line } from './line.ts';
import type { Paint } from './paint.ts';
import { requestText } from './request-line.ts';
import { foundText, recoveredText, runText } from './run-line.ts';

/** The authorizer's own line tells nothing that the request's line does not, unless it lets nobody pass. */
const isPass = ({ operation, outcome }: Line): boolean =>
  operation === 'gateway.authorize' && outcome === 'done';

/**
 * A line of the log as a person reads it; undefined where it tells nothing. What the gateway did not write, such as the
 * stack of a crash, stays as it is.
 */
export function readableLine(text: string, paint: Paint): string | undefined {
  const value = jsonIn(text);
  const line = lineFrom(value);
  if (line === undefined) return failureText(value, paint) ?? text;
  if (isPass(line)) return undefined;
  if (line.runMs !== undefined) return runText(line, paint);
  if (line.outcome === 'recovered') return recoveredText(line, paint);
  const isFinding = line.finding !== undefined && line.status === undefined;
  return isFinding ? foundText(line, paint) : requestText(line, paint);
}
