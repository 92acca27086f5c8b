import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { createResolver, type Resolver } from './intrinsics.ts';
import type { Resource } from './physical-name.ts';

/** A resource of the template with its names on this machine and its properties without intrinsic functions. */
export type ResolvedResource = {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly ref: string;
  readonly arn: string;
  readonly path: string;
  readonly properties: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
};

/** Gives all resources of some CloudFormation types, in the order of the template. */
export type ResourcesOfType = (...types: string[]) => readonly ResolvedResource[];

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z.object({ templateFile: z.string().optional() }).optional(),
    }),
  ),
});

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).optional(),
      Metadata: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/**
 * Reads the template that CDK synthesized into `directory`.
 *
 * @throws Error when the directory holds no stack, or more than one
 */
export function readResources(directory: string): ResourcesOfType {
  const manifest = Manifest.parse(readJson(join(directory, 'manifest.json')));
  const stacks = Object.entries(manifest.artifacts).filter(
    ([, artifact]) => artifact.type === 'aws:cloudformation:stack',
  );
  const [stackName, artifact] = stacks[0] ?? [];
  const file = artifact?.properties?.templateFile;
  if (stackName === undefined || file === undefined || stacks.length !== 1)
    throw new Error(`${directory} needs exactly one stack to run locally.`);

  const template = Template.parse(readJson(join(directory, file)));
  const resolver = createResolver(template.Resources, stackName);
  return (...types) =>
    Object.entries(template.Resources)
      .filter(([, resource]) => types.includes(resource.Type))
      .map(([id, resource]) => resolved(id, resource, resolver));
}

function resolved(id: string, resource: Resource, resolver: Resolver): ResolvedResource {
  const metadata = resource.Metadata ?? {};
  const path = metadata['aws:cdk:path'];
  return {
    id,
    type: resource.Type,
    ...resolver.nameOf(id),
    path: typeof path === 'string' ? path : '',
    // Code points at the asset bucket of a real account; here the asset's directory comes from the metadata.
    properties: resolver.resolve({ ...resource.Properties, Code: undefined, Role: undefined }),
    metadata,
  };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
