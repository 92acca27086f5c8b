import { BlockList } from 'node:net';
import {
  fieldOf,
  inspectedBytes,
  transformed,
  type FieldToMatch,
  type Transformation,
} from './fields.ts';
import type { WebRequest } from './request.ts';

/* Evaluates the statements of a synthesized web ACL: those kinds that it has, as AWS documents them. */

type OnField = {
  readonly FieldToMatch: FieldToMatch;
  readonly TextTransformations: readonly Transformation[];
};

/** One member says what kind of statement it is. */
export type Statement = {
  readonly AndStatement?: { readonly Statements: readonly Statement[] };
  readonly NotStatement?: { readonly Statement: Statement };
  readonly RegexMatchStatement?: OnField & { readonly RegexString: string };
  readonly ByteMatchStatement?: OnField & {
    readonly SearchString: string;
    readonly PositionalConstraint: string;
  };
  readonly SizeConstraintStatement?: OnField & {
    readonly ComparisonOperator: string;
    readonly Size: number;
  };
  readonly IPSetReferenceStatement?: { readonly Arn: unknown };
};

/** The addresses of a set, by what a statement refers to it with. */
export type AddressSets = (arn: unknown) => readonly string[];

type Kind = {
  readonly [Name in keyof Statement]-?: (
    statement: NonNullable<Statement[Name]>,
    request: WebRequest,
    sets: AddressSets,
  ) => boolean;
};

const valueOf = (request: WebRequest, on: OnField): string | undefined => {
  const value = fieldOf(request, on.FieldToMatch);
  return value === undefined ? undefined : transformed(value, on.TextTransformations);
};

function isIn(address: string, ranges: readonly string[]): boolean {
  const list = new BlockList();
  const versionOf = (text: string) => (text.includes(':') ? 'ipv6' : 'ipv4');
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    list.addSubnet(network, Number(prefix), versionOf(network));
  }
  return list.check(address, versionOf(address));
}

const kinds: Kind = {
  AndStatement: ({ Statements }, request, sets) =>
    Statements.every((each) => isTrue(each, request, sets)),
  NotStatement: ({ Statement }, request, sets) => !isTrue(Statement, request, sets),
  RegexMatchStatement: ({ RegexString, ...on }, request) => {
    const value = valueOf(request, on);
    return value !== undefined && new RegExp(RegexString).test(value);
  },
  ByteMatchStatement: ({ SearchString, PositionalConstraint, ...on }, request) => {
    if (PositionalConstraint !== 'EXACTLY') throw new Error('Not known here.');
    return valueOf(request, on) === SearchString;
  },
  SizeConstraintStatement: ({ ComparisonOperator, Size, ...on }, request) => {
    if (ComparisonOperator !== 'GT') throw new Error('Not known here.');
    const isOversize = request.body.length > inspectedBytes;
    if (on.FieldToMatch.Body && isOversize)
      return on.FieldToMatch.Body.OversizeHandling === 'MATCH';
    return (valueOf(request, on) ?? '').length > Size;
  },
  IPSetReferenceStatement: ({ Arn }, request, sets) => isIn(request.address, sets(Arn)),
};

/** Whether a statement holds for a request. */
export function isTrue(statement: Statement, request: WebRequest, sets: AddressSets): boolean {
  const [[name, inner] = ['nothing', {}]] = Object.entries(statement);
  const kind = kinds[name as keyof Statement] as
    ((inner: object, request: WebRequest, sets: AddressSets) => boolean) | undefined;
  if (!kind) throw new Error(`Not known here: ${name}.`);
  return kind(inner, request, sets);
}
