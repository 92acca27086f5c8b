import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads a synthesized template in the words of the constructs: a resource is told by its path, without the stack. */

export type Resource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Metadata?: { readonly 'aws:cdk:path': string };
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
};

export type Template = {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
};

type Statement = {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
};

/** The template that was synthesized into a directory. */
export function templateIn(directory: string): Template {
  const file = readdirSync(directory).find((name) => name.endsWith('.template.json')) ?? '';
  return JSON.parse(readFileSync(join(directory, file), 'utf8')) as Template;
}

/** All resources of a type, by path: `'LedgerTable/Table'`. */
export function ofType(template: Template, type: string): Map<string, Resource> {
  const entries = Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  return new Map(entries.map(([logicalId, resource]) => [pathOf(template, logicalId), resource]));
}

/** The only resource of a type. Fails when there are more or none. */
export function onlyOne(template: Template, type: string): Resource {
  const [resource, ...others] = ofType(template, type).values();
  if (!resource || others.length > 0) throw new Error(`Not exactly one ${type}.`);
  return resource;
}

/** Replaces references by the path of what they refer to, and joins what is joined. */
export function result(template: Template, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => result(template, each));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (typeof ref === 'string') return pathOf(template, ref);
  if (Array.isArray(attribute)) return pathOf(template, String(attribute[0]));
  if (Array.isArray(join)) return (result(template, join[1]) as unknown[]).join(String(join[0]));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, result(template, each)]),
  );
}

/** What a role may do, one sentence for each resource of a statement: `'dynamodb:GetItem on LedgerTable/Table'`. */
export function permissionsOf(template: Template, role: string): string[] {
  const policies = [...ofType(template, 'AWS::IAM::Policy').values()].filter(({ Properties }) =>
    (result(template, Properties['Roles']) as string[]).includes(role),
  );
  return policies.flatMap((policy) =>
    statementsOf(policy).flatMap((each) => sentences(template, each)),
  );
}

/** Every statement of every policy that hangs on a role. */
export function allStatements(template: Template): readonly Statement[] {
  return [...ofType(template, 'AWS::IAM::Policy').values()].flatMap(statementsOf);
}

/** `'POST /komoju/api/v1/payments'` → the method that stands there. */
export function methods(template: Template): Map<string, Resource> {
  const all = [...ofType(template, 'AWS::ApiGateway::Method').values()];
  return new Map(
    all.map((method) => {
      const { HttpMethod: verb, ResourceId: place } = method.Properties;
      return [`${String(verb)} ${routePath(template, place)}`, method];
    }),
  );
}

const statementsOf = ({ Properties }: Resource): readonly Statement[] =>
  (Properties['PolicyDocument'] as { readonly Statement: readonly Statement[] }).Statement;

function sentences(template: Template, statement: Statement): string[] {
  const actions = [statement.Action].flat().sort().join(' ');
  const condition =
    statement.Condition === undefined ? '' : ` if ${JSON.stringify(statement.Condition)}`;
  const verb = statement.Effect === 'Allow' ? '' : `${statement.Effect} `;
  return [result(template, statement.Resource)]
    .flat()
    .map((resource) => `${verb}${actions} on ${String(resource)}${condition}`);
}

function routePath(template: Template, place: unknown): string {
  const { Ref: logicalId } = place as { readonly Ref?: string };
  const resource = logicalId === undefined ? undefined : template.Resources[logicalId];
  if (!resource) return '';
  const { ParentId: parent, PathPart: part } = resource.Properties;
  return `${routePath(template, parent)}/${String(part)}`;
}

function pathOf(template: Template, logicalId: string): string {
  const path = template.Resources[logicalId]?.Metadata?.['aws:cdk:path'];
  return path === undefined ? logicalId : path.replace(/^[^/]+\//, '').replace(/\/Resource$/, '');
}
