import { sandboxOf, checkWhere, type Where } from '../options.ts';
import { modeOf, openStack, secretAt } from '../stack.ts';
import { localEnvironment, localSecrets } from '../targets.ts';
import type { CallersSecret } from './secret.ts';

/** The callers of a gateway, and of which mode their keys are: only a gateway of that mode takes them. */
export type CallersTarget = { readonly secret: CallersSecret; readonly mode: 'live' | 'test' };

/** @throws UsageError where it is not said whose callers, nothing runs there, or there is no such stack */
export async function callersOf(where: Where): Promise<CallersTarget> {
  checkWhere(where);
  if (where.stack !== undefined) {
    const stack = await openStack(where.stack);
    return { secret: secretAt(stack, 'CallersSecretArn'), mode: modeOf(stack) };
  }
  const environment = await localEnvironment(sandboxOf(where));
  const id = String(environment.settings['CALLERS_SECRET']);
  return { secret: { client: localSecrets(environment), id }, mode: 'test' };
}
