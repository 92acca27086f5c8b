import { bodyBytesMax } from '../../../functions/http/request/request-limits.ts';
import type { OperationId } from '../../../functions/operations.ts';
import type { CompleteEnvironment } from '../environments/defaults.ts';
import type { AnswerName } from './answers.ts';
import { keyForm } from './key-form.ts';
import { managedGroups, type ManagedGroup } from './managed-rules.ts';
import { cardPaths, healthPath, webhookPaths } from './paths.ts';
import {
  all,
  authorizationIs,
  bodyIsLargerThan,
  isFrom,
  methodIs,
  not,
  pathIs,
  pathLeadsTo,
  tooManyFromOneAddress,
  tooManyWithOneKey,
  type Statement,
} from './statements.ts';

export type WebAclRule = {
  /** Also the name of its metric. */
  readonly name: string;
  readonly statement: Statement;
  /** What a request is answered that it stops; each rule of a managed group decides by itself. */
  readonly answer: AnswerName | 'forbidden' | 'its-rules-decide';
  /**
   * Whether AWS may keep samples of what it matched, paths included, for three hours. Never where a webhook could be
   * among them: the path of one may hold the secret by which its provider is known.
   */
  readonly isSampled: boolean;
};

export type RuleProps = {
  readonly environment: CompleteEnvironment;
  /** The operations that the stack serves. */
  readonly operations: readonly OperationId[];
  /** Sets of the addresses that may call. Empty where every address may. */
  readonly callerSetArns: readonly string[];
};

/** All rules, in the order in which WAF asks them: the first one that stops a request is the last one asked. */
export function rulesOf({ environment, operations, callerSetArns }: RuleProps): WebAclRule[] {
  const { mode } = environment;
  const isWebhook = pathIs(webhookPaths(operations, mode));
  const hasKey = authorizationIs(keyForm(mode));
  const asksHealth = all(methodIs('GET'), pathIs(healthPath(mode)));
  return [
    ...strangers(callerSetArns, [isWebhook, all(asksHealth, hasKey)]),
    {
      name: 'BodyTooLarge',
      statement: bodyIsLargerThan(bodyBytesMax),
      answer: 'too-large',
      isSampled: false,
    },
    {
      // By address: a flood of forged ones must not use up what the provider's own servers are given.
      name: 'WebhooksFromOneAddress',
      statement: tooManyFromOneAddress({
        limit: environment.webhooksPerAddressAndMinute,
        of: isWebhook,
      }),
      answer: 'come-again',
      isSampled: false,
    },
    {
      // A merchant's whole shop may be one address, so requests with a key are not counted by it.
      name: 'KeylessFromOneAddress',
      statement: tooManyFromOneAddress({
        limit: environment.keylessPerAddressAndMinute,
        of: all(not(isWebhook), not(hasKey)),
      }),
      answer: 'too-many',
      isSampled: false,
    },
    {
      name: 'CardsWithOneKey',
      statement: tooManyWithOneKey({
        limit: environment.cardRequestsPerKeyAndMinute,
        of: all(methodIs('POST'), pathLeadsTo(cardPaths(operations, mode))),
      }),
      answer: 'too-many',
      isSampled: true,
    },
    ...managedGroups.map((group) => managed(group, not(isWebhook))),
  ];
}

/**
 * Who is not on the list of callers, where there is one. A provider's servers are on none, and the canary has no address
 * of its own.
 */
function strangers(sets: readonly string[], exempt: readonly Statement[]): WebAclRule[] {
  const [first, ...others] = exempt.map(not);
  const areElsewhere = sets.map((arn) => not(isFrom(arn)));
  if (areElsewhere.length === 0 || first === undefined) return [];
  return [
    {
      name: 'StrangeAddress',
      statement: all(first, ...others, ...areElsewhere),
      answer: 'forbidden',
      isSampled: true,
    },
  ];
}

const managed = ({ name, onlyCounted }: ManagedGroup, scopeDownStatement: Statement) =>
  ({
    name,
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(onlyCounted && {
          ruleActionOverrides: Object.keys(onlyCounted).map((rule) => ({
            name: rule,
            actionToUse: { count: {} },
          })),
        }),
        scopeDownStatement,
      },
    },
    answer: 'its-rules-decide',
    isSampled: true,
  }) satisfies WebAclRule;
