import { randomUUID } from 'node:crypto';
import {
  accountId,
  physicalNameOf,
  region,
  type PhysicalName,
  type Resource,
} from './physical-name.ts';

export type Resources = Readonly<Record<string, Resource>>;

/** Turns the intrinsic functions of a template into the values that a deployment would have given. */
export type Resolver = {
  readonly resolve: (value: unknown) => unknown;
  readonly nameOf: (logicalId: string) => PhysicalName;
};

type Intrinsic = (argument: unknown, resolver: Resolver) => unknown;

const pseudoParameters = (stackName: string): Readonly<Record<string, string | undefined>> => ({
  'AWS::Region': region,
  'AWS::AccountId': accountId,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': stackName,
  // New for every stack, as in AWS: the ledger's namespace is made of it, and two machines may share an account.
  'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/${randomUUID()}`,
  'AWS::NoValue': undefined,
});

const intrinsics = (
  resources: Resources,
  stackName: string,
): Readonly<Record<string, Intrinsic>> => {
  const pseudo = pseudoParameters(stackName);
  const reference = (name: unknown, resolver: Resolver) =>
    typeof name === 'string' && name in pseudo
      ? pseudo[name]
      : resolver.nameOf(text(name, 'Ref')).ref;
  const attribute = (argument: unknown, resolver: Resolver) => {
    const [id = '', ...names] =
      typeof argument === 'string' ? argument.split('.') : list(argument, 'Fn::GetAtt').map(String);
    const name = names.join('.');
    // Only ARNs have a form that is read; of any other attribute it matters that it stays the same.
    return name === 'Arn' ? resolver.nameOf(id).arn : `${resolver.nameOf(id).name}.${name}`;
  };
  return {
    Ref: reference,
    'Fn::GetAtt': attribute,
    'Fn::Join': (argument, { resolve }) => {
      const [separator, parts] = list(argument, 'Fn::Join');
      return list(resolve(parts), 'Fn::Join').map(String).join(text(separator, 'Fn::Join'));
    },
    'Fn::Select': (argument, { resolve }) => {
      const [index, parts] = list(argument, 'Fn::Select');
      return list(resolve(parts), 'Fn::Select')[Number(index)];
    },
    'Fn::Split': (argument, { resolve }) => {
      const [separator, whole] = list(argument, 'Fn::Split');
      return text(resolve(whole), 'Fn::Split').split(text(separator, 'Fn::Split'));
    },
    'Fn::Sub': (argument, resolver) => {
      if (typeof argument !== 'string')
        throw new Error('Fn::Sub with variables is not known here.');
      return argument.replace(/\$\{([^}!]+)\}/g, (_whole, name: string) =>
        String(
          resources[name] === undefined && name.includes('.')
            ? attribute(name, resolver)
            : reference(name, resolver),
        ),
      );
    },
  };
};

/**
 * A resolver for one template. It knows the intrinsic functions that CDK writes for this stack and refuses others:
 * a value that was silently left as it is would come up as a strange name much later.
 *
 * @throws Error for an unknown intrinsic or a reference to nothing, from `resolve`.
 */
export function createResolver(resources: Resources, stackName: string): Resolver {
  const known = intrinsics(resources, stackName);
  const resolver: Resolver = {
    resolve: (value) => {
      if (Array.isArray(value)) return value.map(resolver.resolve);
      if (typeof value !== 'object' || value === null) return value;
      const entries: [string, unknown][] = Object.entries(value);
      const [name, argument] = entries[0] ?? ['', undefined];
      if (entries.length !== 1 || !/^(Ref|Condition|Fn::.*)$/.test(name))
        return Object.fromEntries(entries.map(([key, inner]) => [key, resolver.resolve(inner)]));
      const intrinsic = known[name];
      if (intrinsic === undefined)
        throw new Error(`The template uses ${name}, which the local host cannot resolve.`);
      return intrinsic(argument, resolver);
    },
    nameOf: (logicalId) => {
      const resource = resources[logicalId];
      if (resource === undefined)
        throw new Error(`The template refers to ${logicalId}, which it does not define.`);
      return physicalNameOf(resource, `${stackName}-${logicalId}`, (property) =>
        resolver.resolve(resource.Properties?.[property]),
      );
    },
  };
  return resolver;
}

function list(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw new Error(`${where} of the template needs a list.`);
}

function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`${where} of the template needs a string.`);
}
