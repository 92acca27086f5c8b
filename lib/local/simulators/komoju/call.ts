import type { Lists } from '../../sandbox/lists.ts';
import type { PathValues } from '../../sandbox/route.ts';
import type { SimulatorContext } from '../simulator.ts';
import type { Version } from './assumptions.ts';
import type { ErrorCode } from './protocol/errors.ts';
import type { Fields } from './protocol/fields.ts';
import type { KomojuState } from './state.ts';

/** What an operation of KOMOJU works on: the state, the time, and a request that has been read. */
export type Call = {
  readonly state: KomojuState;
  readonly now: () => number;
  /** Where KOMOJU is reached, which its pages are below. */
  readonly origin: string;
  readonly path: PathValues;
  readonly query: URLSearchParams;
  readonly fields: Fields;
  readonly lists: Lists;
  /** The version of the API in which it is answered. */
  readonly version: Version;
  /** The failure that the header `Komoju-Scenario` asks for. */
  readonly scenario: ErrorCode | undefined;
};

type Asked = Pick<Call, 'path' | 'query' | 'fields'>;

/** A call that asks for nothing by a header: in the version that is set for the key, and without a scenario. */
export const callOf = (
  { state, lists, now, origin }: SimulatorContext<KomojuState>,
  asked: Asked,
): Call => ({
  ...{ state, lists, now, origin: origin(), version: state.version, scenario: undefined },
  ...asked,
});
