import type { Observation } from './contract.ts';
import type { ProviderObject } from './outcome.ts';

/** Nothing of an operation. */
export const nothing: Observation = { kind: 'seen', objects: [] };

/** One object of an operation, or nothing. */
export const seen = (object: ProviderObject | undefined): Observation =>
  object === undefined ? nothing : { kind: 'seen', objects: [object] };
