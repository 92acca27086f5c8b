import type { Lists } from '../../sandbox/lists.ts';
import type { PathValues } from '../../sandbox/route.ts';
import type { CoineyState } from './state.ts';

/** What an operation of Coiney works on: the state, the time, and a request. */
export type Call = {
  readonly state: CoineyState;
  readonly lists: Lists;
  readonly now: () => number;
  readonly path: PathValues;
  readonly query: URLSearchParams;
  /** The body as text. It is read as JSON, whatever its content type is. */
  readonly body: string;
};
