import { duration, findingText, joined, operationColumn, timeOfDay, type Line } from './line.ts';
import type { Paint } from './paint.ts';

/**
 * How serious an answer is. A provider's no has any status, also 502, and is nothing that failed here. The authorizer's
 * line has none, and is shown only where it lets nobody pass.
 */
export function colourOf({ status = 401, outcome }: Line): 'green' | 'yellow' | 'red' {
  if (status < 400) return 'green';
  return status < 500 || outcome === 'rejected' ? 'yellow' : 'red';
}

/** How the request ended: the outcome, the provider's code, and the reason. */
export function outcomeText({ outcome, providerCode, why, finding }: Line): string {
  const words = [outcome, providerCode].filter((word) => word !== undefined).join(' ');
  return why === undefined || finding !== undefined ? words : `${words} (${why})`;
}

/** How long the answer took, and how much of that was the provider's. */
export function timesText({ totalMs, provider = '', providerMs }: Line): string | undefined {
  if (totalMs === undefined) return undefined;
  return providerMs === undefined
    ? duration(totalMs)
    : `${duration(totalMs)} (${provider} ${duration(providerMs)})`;
}

/** A request that a function answered; below it the stack of what failed, where it is a defect. */
export function requestText(line: Line, paint: Paint): string {
  const { time, operation, status, caller, operationId, object, cold, finding, error } = line;
  const answer = `${status === undefined ? '   ' : String(status)} ${outcomeText(line)}`;
  const told = joined([
    paint('dim', timeOfDay(time)),
    operationColumn(operation),
    paint(colourOf(line), answer),
    joined([timesText(line), caller]),
    finding === undefined ? undefined : paint('red', findingText(line)),
    paint('dim', joined([object, operationId, cold === true ? 'cold' : undefined])),
  ]);
  return error === undefined ? told : `${told}\n${paint('red', error)}`;
}
