import { operationIds, providerNames, rowOf } from '../../../functions/operations.ts';
import { mayCall } from '../../../functions/http/caller.ts';
import { UsageMistake } from '../usage-mistake.ts';

/** The operations that a caller can ask for: those with a route that is no provider's webhook. */
const callable = operationIds.filter((id) => {
  const { route, effect } = rowOf(id);
  return route !== undefined && effect !== 'inbox';
});

/** `acme.*`: everything of the first provider, for help texts. */
export const exampleScope = `${providerNames[0] ?? ''}.*`;

/**
 * The scopes in what was typed: `acme.charge.create,acme.refund.*`.
 *
 * @throws UsageMistake where there is none, or one that opens nothing: a misspelt scope would be found by a customer
 */
export function readScopes(typed: readonly string[]): string[] {
  const scopes = [...new Set(typed.flatMap((each) => each.split(/[\s,]+/)))].filter(Boolean);
  if (scopes.length === 0) {
    throw new UsageMistake(`What may it call? Say --scope, such as --scope ${exampleScope}`);
  }
  for (const scope of scopes) {
    if (!callable.some((id) => mayCall([scope], id))) {
      throw new UsageMistake(
        `The scope ${scope} opens no operation. A scope is an operation's id, a part of one with .* at its end, or *. There are: ${callable.join(', ')}.`,
      );
    }
  }
  return scopes;
}
