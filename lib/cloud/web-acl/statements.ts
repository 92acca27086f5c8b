import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';

/** What a rule asks of a request, in WAF's own words. */
export type Statement = CfnWebACL.StatementProperty;

type Transformations = CfnWebACL.TextTransformationProperty[];

/** WAF takes no longer pattern. */
const longestPattern = 512;

const transformed = (...types: readonly string[]): Transformations =>
  types.map((type, priority) => ({ type, priority }));

/** A field is compared as it came. */
const asSent = transformed('NONE');

/** A path may be written in many ways that reach one route. */
const asRouted = transformed('URL_DECODE', 'NORMALIZE_PATH');

/** Scheme and spelling of a key in capitals or not: one counter for all of them. */
const inSmallLetters = transformed('LOWERCASE');

const header = 'authorization';

/** @throws Error for a pattern that WAF would refuse at the deployment. */
function matches(regexString: string, field: Omit<PatternProps, 'regexString'>): Statement {
  if (regexString.length > longestPattern)
    throw new Error(`A pattern of the web ACL has more than ${longestPattern} characters.`);
  return { regexMatchStatement: { regexString, ...field } };
}

type PatternProps = CfnWebACL.RegexMatchStatementProperty;

/** The path is exactly what the pattern says. For what is let through: no other spelling of it is. */
export const pathIs = (pattern: string): Statement =>
  matches(pattern, { fieldToMatch: { uriPath: {} }, textTransformations: asSent });

/** The path, however it is written, leads to what the pattern says. For what is stopped. */
export const pathLeadsTo = (pattern: string): Statement =>
  matches(pattern, { fieldToMatch: { uriPath: {} }, textTransformations: asRouted });

/** The Authorization header is as the pattern says; an absent one is never. */
export const authorizationIs = (pattern: string): Statement =>
  matches(pattern, {
    // The CDK hands this one member on as it is, so it is CloudFormation's capital.
    fieldToMatch: { singleHeader: { Name: header } },
    textTransformations: asSent,
  });

export const methodIs = (method: string): Statement => ({
  byteMatchStatement: {
    searchString: method,
    positionalConstraint: 'EXACTLY',
    fieldToMatch: { method: {} },
    textTransformations: asSent,
  },
});

export const isFrom = (addressSetArn: string): Statement => ({
  ipSetReferenceStatement: { arn: addressSetArn },
});

/** A body that WAF cannot see the end of is larger, too. */
export const bodyIsLargerThan = (size: number): Statement => ({
  sizeConstraintStatement: {
    comparisonOperator: 'GT',
    size,
    fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
    textTransformations: asSent,
  },
});

export const not = (statement: Statement): Statement => ({ notStatement: { statement } });

/** WAF's own AND and OR need two statements at least. */
export const all = (...statements: [Statement, ...Statement[]]): Statement =>
  statements.length === 1 ? statements[0] : { andStatement: { statements } };

/** How many of the requests that it is about are taken in a minute. WAF looks back about every ten seconds. */
type Rate = { readonly limit: number; readonly of: Statement };

const evaluationWindowSec = 60;

/** More than `limit` requests a minute from one address. */
export const tooManyFromOneAddress = ({ limit, of }: Rate): Statement => ({
  rateBasedStatement: {
    aggregateKeyType: 'IP',
    limit,
    evaluationWindowSec,
    scopeDownStatement: of,
  },
});

/** More than `limit` requests a minute with one Authorization header, from any addresses. */
export const tooManyWithOneKey = ({ limit, of }: Rate): Statement => ({
  rateBasedStatement: {
    aggregateKeyType: 'CUSTOM_KEYS',
    customKeys: [{ header: { name: header, textTransformations: inSmallLetters } }],
    limit,
    evaluationWindowSec,
    scopeDownStatement: of,
  },
});
