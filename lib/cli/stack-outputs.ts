import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Mode } from '../../functions/platform/settings.ts';
import { UsageError } from '../host/usage-error.ts';

/** What a stack in the AWS account in use says of itself. */
export type StackOutputs = Readonly<Record<string, string>>;

/** The mode of a stack, in which its base URL ends; undefined where its outputs do not say it. */
export const modeOf = ({ BaseUrl = '' }: StackOutputs): Mode | undefined =>
  /\/(live|test)\/?$/.exec(BaseUrl)?.[1] as Mode | undefined;

/**
 * Reads the outputs of a stack.
 *
 * @throws UsageError where there is no such stack, or it is not one of this gateway's
 * @throws what AWS gave instead of an answer
 */
export async function stackOutputs(name: string): Promise<StackOutputs> {
  const client = new CloudFormationClient();
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
  const outputs = Object.fromEntries(
    (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
      OutputKey,
      OutputValue,
    ]),
  );
  if (outputs['LedgerTableName'] !== undefined) return outputs;
  throw new UsageError(
    `The stack ${name} has no output LedgerTableName, so it is no gateway. See which stacks there are: npx cdk list`,
  );
}
