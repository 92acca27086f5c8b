/**
 * Stands in for the AWS SDK where the explorer bundles the ledger's table adapter: commands as plain values, so that a
 * million schedules need no network, no credentials and no stack traces.
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
export class GetItemCommand extends Command<{ readonly Key: Item }> {}
/** No shipped code deletes; some mutants do. */
export class DeleteItemCommand extends Command<{ readonly Key: Item }> {}

export class ConditionalCheckFailedException {
  readonly Item: Item | undefined;
  constructor(item: Item | undefined) {
    this.Item = item;
  }
}
