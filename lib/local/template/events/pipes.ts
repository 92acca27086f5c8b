import * as z from 'zod';
import type { ResolvedResource, ResourcesOfType } from '../resources.ts';

/** What carries records of a table's stream to an event bus. */
export type LocalPipe = {
  /** The table whose stream it reads, and the bus that it fills, by their names. */
  readonly table: string;
  readonly bus: string;
  /** A record passes if one of these event patterns matches it. Without any, every record does. */
  readonly patterns: readonly unknown[];
  /** How an event's detail is made of a record. */
  readonly inputTemplate: string;
  /** What every event says it comes from, and what it is. */
  readonly source: string;
  readonly detailType: string;
};

// Strict where a member would change what passes or how it looks: what is not imitated must not be ignored silently.
const Pipe = z.object({
  Source: z.string(),
  Target: z.string(),
  Enrichment: z.undefined().optional(),
  DesiredState: z.literal('RUNNING').optional(),
  SourceParameters: z.strictObject({
    DynamoDBStreamParameters: z.looseObject({}),
    FilterCriteria: z
      .strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) })
      .optional(),
  }),
  TargetParameters: z.strictObject({
    InputTemplate: z.string(),
    EventBridgeEventBusParameters: z.strictObject({ Source: z.string(), DetailType: z.string() }),
  }),
});

/**
 * Reads one pipe of the template.
 *
 * @throws Error where it begins or ends at something that does not run here
 */
export function pipeFrom({ id, properties }: ResolvedResource, ofType: ResourcesOfType): LocalPipe {
  const { Source, Target, SourceParameters, TargetParameters } = Pipe.parse(properties);
  const tables = ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
  const table = tables.find(({ name }) => Source === `${name}.StreamArn`);
  if (table === undefined) throw new Error(`${id} reads what is no table's stream here.`);
  const bus = ofType('AWS::Events::EventBus').find(({ arn }) => arn === Target);
  if (bus === undefined) throw new Error(`${id} ends at what is no event bus here.`);
  const { Source: source, DetailType: detailType } = TargetParameters.EventBridgeEventBusParameters;
  return {
    table: table.name,
    bus: bus.name,
    patterns: (SourceParameters.FilterCriteria?.Filters ?? []).map(
      ({ Pattern }) => JSON.parse(Pattern) as unknown,
    ),
    inputTemplate: TargetParameters.InputTemplate,
    source,
    detailType,
  };
}
