import { Lazy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { OperationFunction } from '../operation-function.ts';

/*
 * What the table and the secrets refuse by themselves, whatever a role of the account may do elsewhere. A role that
 * changes a resource's policy can lift it, which CloudTrail records.
 */

/** Refuses something to everybody, the account's administrators included. */
export const refuseAll = (sid: string, actions: readonly string[]): PolicyStatement =>
  new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: [...actions],
    // The resource that the policy hangs on. Its own name here would be a circle.
    resources: ['*'],
  });

/** Those who read and write a resource: functions by their grants, and the operators that an environment names. */
export class Readers {
  readonly #roles: string[] = [];
  readonly #operators: readonly string[] | undefined;

  /** @param operators ARNs of IAM roles. Without any, nobody is refused: the policy would lock out whoever deploys. */
  constructor(operators: readonly string[] | undefined) {
    this.#operators = operators;
  }

  /** Lets a function pass. */
  add({ lambda }: OperationFunction): void {
    if (lambda.role !== undefined) this.#roles.push(lambda.role.roleArn);
  }

  /** Refuses these actions to all others. AWS's services act for the account in what is not of this list. */
  statements(actions: readonly string[]): readonly PolicyStatement[] {
    const operators = this.#operators;
    if (operators === undefined) return [];
    const statement = refuseAll('OnlyFunctionsAndOperators', actions);
    const passing = Lazy.list({ produce: () => [...this.#roles, ...operators] });
    statement.addConditions({
      ArnNotEquals: { 'aws:PrincipalArn': passing },
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    });
    return [statement];
  }
}
