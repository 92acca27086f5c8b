import { join } from 'node:path';
import * as z from 'zod';
import type { ResolvedResource } from './resources.ts';

/** One Lambda of the template, with what is needed to run it. */
export type LocalFunction = {
  readonly operation: string;
  readonly name: string;
  readonly arn: string;
  readonly directory: string;
  /** `index.handler`: the file without its ending, and the name of its export. */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** How many requests it serves at once, and which are kept free for it; undefined where it shares the account's. */
  readonly reservedConcurrency?: number | undefined;
  readonly variables: Readonly<Record<string, string>>;
};

const Lambda = z.object({
  Handler: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.int().min(0).optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
});

/** `<Stack>/<operation id>/Lambda/Resource` is one of ours; a Lambda that CDK brings along is not run. */
export function functionFrom(lambda: ResolvedResource, directory: string): LocalFunction[] {
  const operation = /^[^/]+\/([^/]+)\/Lambda\/Resource$/.exec(lambda.path)?.[1];
  const asset = lambda.metadata['aws:asset:path'];
  if (operation === undefined || typeof asset !== 'string') return [];
  const properties = Lambda.parse(lambda.properties);
  return [
    {
      operation,
      name: lambda.name,
      arn: lambda.arn,
      directory: join(directory, asset),
      handler: properties.Handler,
      timeoutMs: properties.Timeout * 1000,
      memoryMb: properties.MemorySize,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      variables: properties.Environment?.Variables ?? {},
    },
  ];
}
