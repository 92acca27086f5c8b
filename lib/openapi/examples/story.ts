import type { OperationId } from '../../../functions/operations.ts';

/** What steps were answered so far, by their names. */
export type Made = (name: string) => Readonly<Record<string, string>>;

/** A request of a caller that is recorded with its answer. */
export type Ask = {
  readonly operation: OperationId;
  /** Its name in the document. No other step of any story has it. */
  readonly name: string;
  readonly summary: string;
  /** What stands for the names in its path. */
  readonly path?: (made: Made) => Readonly<Record<string, string>>;
  readonly body?: (made: Made) => object;
  /** Its idempotency key; absent: one of its own. `null` sends none. */
  readonly idempotencyKey?: string | null;
  /** The caller's key; absent: that of a caller that may do everything. */
  readonly key?: string;
};

/** What a step that is not recorded may do: play the provider's customers, and bad luck. */
export type Stage = {
  readonly sandbox: (control: string, body?: object) => Promise<unknown>;
  /** A request of a customer's browser to a provider, and its answer. */
  readonly browser: (path: string, publishableKey: string, body: object) => Promise<Answered>;
};

type Answered = Readonly<Record<string, string>>;

/** Something that happens beside the recorded requests. What it gives is there for later steps, by its name. */
export type Happen = {
  readonly name: string;
  readonly happen: (stage: Stage, made: Made) => Promise<Answered | undefined>;
};

/** Something that happens beside the requests, of which nothing is needed later. */
export const beside = (
  name: string,
  act: (stage: Stage, made: Made) => Promise<unknown>,
): Happen => ({
  name,
  happen: async (stage, made) => {
    await act(stage, made);
    return undefined;
  },
});

/** Requests one after another, as the documents are to show them. */
export type Story = {
  readonly steps: readonly (Ask | Happen)[];
  /** What the provider makes anew each time, and what stands for it in the document. */
  readonly unsteady?: readonly (readonly [pattern: RegExp, instead: string])[];
};

export const isAsk = (step: Ask | Happen): step is Ask => 'operation' in step;
