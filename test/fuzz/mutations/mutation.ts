import type { Draft } from '../draft.ts';
import type { Draw } from '../draw.ts';

/** Makes a request worse. It does not change the draft that it is given. */
export type Mutation = (draft: Draft, draw: Draw) => Draft;
