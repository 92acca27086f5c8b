import type { EpochMs } from '../../../functions/platform/clock.ts';
import { UsageError } from '../../host/usage-error.ts';

/** What a page asks for: the members of an address' query, and the names in its path. */
export type Query = Readonly<Partial<Record<string, string>>>;

/** A moment as pages send it; undefined where none was. @throws UsageError where it is no moment */
export function momentIn(text: string | undefined): EpochMs | undefined {
  if (text === undefined || text === '') return undefined;
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new UsageError('A time cannot be read. Choose it once more.');
  return ms as EpochMs;
}

/** A member that must be there. @throws UsageError where it is not */
export function textIn(query: Query, name: string): string {
  const text = query[name];
  if (text === undefined || text === '') throw new UsageError(`The request lacks ${name}.`);
  return text;
}
