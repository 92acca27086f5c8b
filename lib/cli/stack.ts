import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Mode } from '../../functions/platform/settings.ts';
import { providers } from '../../functions/providers/providers.ts';
import type { Provider } from '../../functions/providers/provider.ts';
import { secretOutputOf } from '../cloud/outputs.ts';
import { UsageError } from '../host/usage-error.ts';
import { stackOutputs, type StackOutputs } from './stack-outputs.ts';
import { accessBy, tableRecords, type Target } from './targets.ts';

/**
 * A stack in the AWS account in use, as its own outputs lead to it. Nobody names a table or a secret beside it: with the
 * table of one stack and the key of another a payment that was executed would look as if it had not been.
 */
export type Stack = {
  /** Its name in CloudFormation. */
  readonly name: string;
  readonly outputs: StackOutputs;
  readonly target: Target;
  /** The providers that it serves. */
  readonly providers: readonly Provider[];
  /** The names of the merchant's end points. */
  readonly endpoints: readonly string[];
};

/**
 * Opens a stack by its name. Nothing but its outputs is read.
 *
 * @throws UsageError where there is no such stack, or it is not one of this gateway's
 * @throws what AWS gave instead of an answer
 */
export async function openStack(name: string): Promise<Stack> {
  const outputs = await stackOutputs(name);
  const { LedgerTableName: table = '', EndpointNames } = outputs;
  const records = tableRecords(table);
  const stack = { name, outputs };
  return {
    ...stack,
    target: {
      ...records,
      destinationOf: (provider) =>
        accessBy(
          { provider, origin: provider.origin },
          { ...secretAt(stack, secretOutputOf(provider.name)), mode: modeOf(stack) },
          records.now,
        ),
    },
    providers: providers.filter((provider) => secretOutputOf(provider.name) in outputs),
    endpoints: EndpointNames?.split(' ') ?? [],
  };
}

type Named = Pick<Stack, 'name' | 'outputs'>;

/** @throws UsageError where the stack has no such output */
function outputOf({ name, outputs }: Named, output: string): string {
  const value = outputs[output];
  if (value !== undefined) return value;
  throw new UsageError(
    `The stack ${name} has no output ${output}. See that it is the right stack, and of this version.`,
  );
}

/** The secret that an output of a stack leads to: `'CallersSecretArn'`. @throws UsageError where it has no such output */
export const secretAt = (
  stack: Named,
  output: string,
): { readonly client: SecretsManagerClient; readonly id: string } => ({
  client: new SecretsManagerClient(),
  id: outputOf(stack, output),
});

/** The mode of a stack, in which its base URL ends. @throws UsageError where it does not */
export function modeOf(stack: Named): Mode {
  const url = outputOf(stack, 'BaseUrl');
  const mode = (['live', 'test'] as const).find((each) =>
    url.replace(/\/$/, '').endsWith(`/${each}`),
  );
  if (mode !== undefined) return mode;
  throw new UsageError(`The base URL of ${stack.name} ends in no mode: ${url}. It is no gateway.`);
}
