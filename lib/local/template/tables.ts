import * as z from 'zod';
import type { ResolvedResource } from './resources.ts';

/** A table as `CreateTable` takes it. */
export type LocalTable = {
  readonly name: string;
  /** The attributes of the primary key. */
  readonly keyNames: string[];
  readonly create: Readonly<Record<string, unknown>>;
  readonly timeToLive?: string | undefined;
};

const Index = z.object({
  IndexName: z.string(),
  KeySchema: z.array(z.unknown()),
  Projection: z.unknown(),
});

const Table = z.object({
  AttributeDefinitions: z.array(z.unknown()),
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
  GlobalSecondaryIndexes: z.array(Index).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional() }).optional(),
});

/** Reads one table of the template. */
export function tableFrom({ name, properties }: ResolvedResource): LocalTable {
  const table = Table.parse(properties);
  const stream = table.StreamSpecification;
  return {
    name,
    keyNames: table.KeySchema.map(({ AttributeName }) => AttributeName),
    timeToLive: table.TimeToLiveSpecification?.AttributeName,
    create: {
      TableName: name,
      AttributeDefinitions: table.AttributeDefinitions,
      KeySchema: table.KeySchema,
      BillingMode: 'PAY_PER_REQUEST',
      ...(table.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: table.GlobalSecondaryIndexes }),
      ...(stream && { StreamSpecification: { StreamEnabled: true, ...stream } }),
    },
  };
}
