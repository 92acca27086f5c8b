/**
 * Stands in for the AWS SDK where the explorer bundles what ships: commands as plain values, so that a million schedules
 * need no network, no credentials and no stack traces.
 */
class Command<Input> {
  readonly input: Input;
  constructor(input: Input) {
    this.input = input;
  }
}

export type Attribute = {
  readonly S?: string;
  readonly N?: string;
  readonly M?: Record<string, Attribute>;
};
export type Item = Record<string, Attribute>;

type Conditional = {
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Item;
};

export class PutItemCommand extends Command<Conditional & { readonly Item: Item }> {}
export class UpdateItemCommand extends Command<
  Conditional & { readonly Key: Item; readonly UpdateExpression: string }
> {}
export class GetItemCommand extends Command<{
  readonly Key: Item;
  readonly ConsistentRead?: boolean;
}> {}
export class QueryCommand extends Command<{
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Item;
}> {}
/** No shipped code deletes; some mutants do. */
export class DeleteItemCommand extends Command<{ readonly Key: Item }> {}

type Client = { readonly send: (command: object) => Promise<{ readonly Items?: readonly Item[] }> };

/** All results of a query stand on one page here. */
export async function* paginateQuery(
  { client }: { readonly client: Client },
  query: QueryCommand['input'],
): AsyncGenerator<{ readonly Items?: readonly Item[] }> {
  yield await client.send(new QueryCommand(query));
}

export class ConditionalCheckFailedException {
  readonly Item: Item | undefined;
  readonly $metadata = { attempts: 1 };
  constructor(item: Item | undefined) {
    this.Item = item;
  }
}

/* What only the start of a Lambda uses; nothing here starts one. */
export class DynamoDBClient extends Command<object> {}
export class SecretsManagerClient extends Command<object> {}
export class GetSecretValueCommand extends Command<object> {}
export class ResourceNotFoundException extends Error {}
