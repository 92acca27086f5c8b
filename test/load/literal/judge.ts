import { rowOf } from '../../../functions/operations.ts';
import { effectsOf } from '../judge.ts';
import type { Truth } from '../truth.ts';
import type { Intent } from './client.ts';

/** What is compared of an intent. */
export type Judged = Pick<Intent, 'stored' | 'keys' | 'conclusion'> & {
  readonly want: Pick<Intent['want'], 'operation'>;
};

/** What became of an intent, by what the provider has in the end. */
export type LiteralVerdict = {
  readonly chargedTwice: boolean;
  /** The client took it for not executed, and it was executed. */
  readonly givenUpWrongly: boolean;
  /** The client took it for executed, and it was not. */
  readonly doneWrongly: boolean;
  /** It is still open, though a read can recognise what became of it. */
  readonly neverTold: boolean;
};

/** How often an intent was executed, under all of its keys. */
function executionsOf(
  { want, stored, keys }: Judged,
  truth: Truth,
  idOf: (operation: string, key: string) => string,
): number {
  const { operation } = want;
  const counts = keys.map((key) => {
    const id = idOf(operation, key);
    return effectsOf({ operation, path: stored.request.path, id }, truth);
  });
  // A refund, and what is made, names its operation. Of the others the object shows the state, whichever key caused it.
  const isNamed = /\.(create|refund)$/.test(operation);
  return isNamed ? counts.reduce((sum, count) => sum + count, 0) : Math.max(...counts);
}

export function judgeIntent(
  intent: Judged,
  truth: Truth,
  idOf: (operation: string, key: string) => string,
): LiteralVerdict {
  const executions = executionsOf(intent, truth, idOf);
  const { conclusion, want } = intent;
  return {
    chargedTwice: executions > 1,
    givenUpWrongly: conclusion === 'given_up' && executions > 0,
    doneWrongly: conclusion === 'done' && executions === 0,
    neverTold: conclusion === 'open' && rowOf(want.operation).lookup !== 'none',
  };
}

export const isWrong = (verdict: LiteralVerdict): boolean => Object.values(verdict).includes(true);
