import { existsSync, readFileSync } from 'node:fs';

/** One request to the local system and its answer, as they were recorded. */
export type Recorded = {
  readonly operation: string;
  readonly name: string;
  readonly summary: string;
  readonly request?: unknown;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly answer: unknown;
};

const file = new URL('recorded.json', import.meta.url);

/** Everything that `npm run examples` has recorded, in the order in which it was asked. */
export const recorded = (): readonly Recorded[] =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recorded[]) : [];
