import { ofType, onlyOne, result, type Template } from '../template-reader.ts';
import { foundBy } from './managed-rules.ts';
import { createCounter, type RateBasedStatement } from './rates.ts';
import type { WebRequest } from './request.ts';
import { isTrue, type AddressSets, type Statement } from './statements.ts';

type ManagedGroup = {
  readonly Name: string;
  readonly RuleActionOverrides?: readonly { readonly Name: string }[];
  readonly ScopeDownStatement: Statement;
};

export type Rule = {
  readonly Name: string;
  readonly Priority: number;
  readonly Statement: Statement & {
    readonly RateBasedStatement?: RateBasedStatement;
    readonly ManagedRuleGroupStatement?: ManagedGroup;
  };
  readonly Action?: {
    readonly Block: { readonly CustomResponse?: { readonly ResponseCode: number } };
  };
  readonly VisibilityConfig: {
    readonly MetricName: string;
    readonly SampledRequestsEnabled: boolean;
  };
};

/** What stopped a request: the rule, or that of a managed group; and the status that was answered. */
export type Stop = { readonly by: string; readonly status: number };

/** Asks the web ACL of a template about requests, one after the other. */
export type LocalWebAcl = (request: WebRequest, atMs?: number) => Stop | undefined;

/** The rules of the template's web ACL, in the order in which they are asked. */
export function rulesIn(template: Template): readonly Rule[] {
  const { Rules } = onlyOne(template, 'AWS::WAFv2::WebACL').Properties;
  return [...(Rules as Rule[])].sort((one, other) => one.Priority - other.Priority);
}

function addressesIn(template: Template): AddressSets {
  const sets = ofType(template, 'AWS::WAFv2::IPSet');
  return (arn) =>
    sets.get(String(result(template, arn)))?.Properties['Addresses'] as readonly string[];
}

type Stops = (request: WebRequest, atMs: number) => string | undefined;

/** Says by which name a rule stops a request. */
function stopsOf({ Name, Statement: statement }: Rule, sets: AddressSets): Stops {
  const { RateBasedStatement: rate, ManagedRuleGroupStatement: group } = statement;
  if (rate) {
    const count = createCounter(rate, sets);
    return (request, atMs) => (count(request, atMs) ? Name : undefined);
  }
  if (!group) return (request) => (isTrue(statement, request, sets) ? Name : undefined);
  const counted = (group.RuleActionOverrides ?? []).map((override) => override.Name);
  return (request) =>
    isTrue(group.ScopeDownStatement, request, sets)
      ? foundBy(group.Name, request).find((rule) => !counted.includes(rule))
      : undefined;
}

/** The web ACL of a template, with counters that begin at nothing. */
export function startWebAcl(template: Template): LocalWebAcl {
  const sets = addressesIn(template);
  const rules = rulesIn(template).map((rule) => {
    // A managed group has no action of its own, and stops with a plain 403 as one without an answer does.
    const status = rule.Action?.Block.CustomResponse?.ResponseCode ?? 403;
    return { status, stops: stopsOf(rule, sets) };
  });
  return (request, atMs = 0) => {
    for (const { status, stops } of rules) {
      const by = stops(request, atMs);
      if (by !== undefined) return { by, status };
    }
    return undefined;
  };
}
