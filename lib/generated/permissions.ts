import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inPlaceOfBundles } from '../bundle/bundle.ts';
import { providers } from '../../functions/providers/providers.ts';
import type { Environment } from '../cloud/environments/environment.ts';
import { markdown } from './tables.ts';

type Resource = {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Metadata?: { readonly 'aws:cdk:path': string };
};
type Template = { readonly Resources: Readonly<Record<string, Resource>> };

type Statement = {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: {
    readonly 'ForAllValues:StringLike'?: Readonly<Record<string, string | readonly string[]>>;
  };
};

/** A live stack in which nothing is set that need not be, but an end point: without one a function would be missing. */
const environment: Environment = {
  stackName: 'live',
  mode: 'live',
  cardData: 'tokens-only',
  accountCloudWatchRole: 'create',
  endpoints: [{ name: 'shop', url: 'https://shop.example.com/webhooks' }],
};

/** Its template. The functions hold this folder: their code is nothing to a permission. */
async function synthesized(): Promise<Template> {
  const [{ App }, { PaymentsStack }] = await Promise.all([
    import('aws-cdk-lib'),
    import('../cloud/payments-stack.ts'),
  ]);
  const outdir = mkdtempSync(join(tmpdir(), 'payment-gateway-permissions-'));
  try {
    const bundles = inPlaceOfBundles(import.meta.dirname);
    const app = new App({ outdir, builtinCloudFormationValidation: false });
    const { stackName } = new PaymentsStack(app, 'Stack', { environment, bundles, providers });
    return app.synth().getStackByName(stackName).template as Template;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** What a resource is called in the stack: `LedgerTable/Table`, or with what stands behind it, such as an index. */
function nameIn(template: Template, value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Record<string, unknown>;
  if (Array.isArray(join)) {
    return (join[1] as readonly unknown[]).map((part) => nameIn(template, part)).join('');
  }
  const logicalId = String(ref ?? (attribute as readonly unknown[])[0]);
  const path = template.Resources[logicalId]?.Metadata?.['aws:cdk:path'] ?? logicalId;
  return path.replace(/^[^/]+\//, '').replace(/\/Resource$/, '');
}

/** What may be done to one resource. */
type Right = { readonly on: string; readonly text: string };

/** Of a secret there is only one way to read it. */
const words: Readonly<Record<string, string>> = { 'secretsmanager:GetSecretValue': 'read' };

/** `PutItem, UpdateItem of op_*`; of an index its name, because all that is done to one is to query it. */
function rightsOf(template: Template, { Action, Resource: of, Condition }: Statement): Right[] {
  const actions = [Action].flat().map((each) => words[each] ?? each.replace(/^\w+:/, ''));
  const keys = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
  const only = keys === undefined ? '' : ` of \`${[keys].flat().join('` `')}\``;
  return [of].flat().map((each) => {
    const [on = '', index] = nameIn(template, each).split('/index/');
    return index === undefined
      ? { on, text: `${actions.join(', ')}${only}` }
      : { on: `${on}, indexes`, text: index };
  });
}

/** What every function has: its own log, and its traces. */
const isOwn = ({ Action }: Statement): boolean =>
  [Action].flat().every((each) => /^(?:xray|logs):/.test(each));

/** What each function may do, read from the policies of the template. */
function rightsIn(template: Template): ReadonlyMap<string, readonly Right[]> {
  const policies = Object.values(template.Resources).filter(
    ({ Type }) => Type === 'AWS::IAM::Policy',
  );
  return new Map(
    policies.map(({ Properties }) => {
      const [role] = Properties['Roles'] as readonly unknown[];
      const { Statement: statements } = Properties['PolicyDocument'] as {
        readonly Statement: readonly Statement[];
      };
      const others = statements.filter((statement) => !isOwn(statement));
      return [
        nameIn(template, role).replace(/\/Role$/, ''),
        others.flatMap((statement) => rightsOf(template, statement)),
      ];
    }),
  );
}

/** The table of lib/cloud/PERMISSIONS.md: a row for each function, and a column for each resource. */
export async function permissionsTable(): Promise<string> {
  const rights = rightsIn(await synthesized());
  const resources = [...new Set([...rights.values()].flat().map(({ on }) => on))].sort();
  const rows = [...rights].map(([id, all]) => [
    `\`${id}\``,
    ...resources.map((resource) =>
      all
        .filter(({ on }) => on === resource)
        .map(({ text }) => text)
        .join('<br>'),
    ),
  ]);
  return markdown({ head: ['function', ...resources], rows });
}
