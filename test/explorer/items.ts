import { minuteMs } from '../../functions/platform/clock.ts';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type Item,
} from './sdk.ts';

/** An item, and its text: what changed is seen by comparing. */
export type Kept = { readonly item: Item; readonly text: string };

/** A table of items in memory. It understands the expressions that the ledger writes, and no others. */
export type Items = {
  /** By partition key. */
  readonly all: ReadonlyMap<string, Kept>;
  execute(command: unknown): Result;
  /**
   * What a read that is not consistent may give: an item as it was before its last change, or an index without what was
   * claimed within the last minute.
   */
  executeBehind(command: unknown, at: number): Result;
};

export type Result = { readonly Item?: Item; readonly Items?: readonly Item[] };

const namePattern = /^#(\w+)$/;
const valuePattern = /^:\w+$/;

type Assignment = { readonly name: string; readonly value: string };
type Parsed = { readonly set: readonly Assignment[]; readonly remove: readonly string[] };

const nameOf = (alias: string): string => {
  const name = namePattern.exec(alias.trim())?.[1];
  if (name === undefined) throw new Error(`No name: ${alias}`);
  return name;
};

const assignment = (text: string): Assignment => {
  const [name = '', value = ''] = text.split(' = ');
  if (!valuePattern.test(value.trim())) throw new Error(`No value: ${text}`);
  return { name: nameOf(name), value: value.trim() };
};

const parsedUpdates = new Map<string, Parsed>();
function parseUpdate(expression: string): Parsed {
  const known = parsedUpdates.get(expression);
  if (known !== undefined) return known;
  const [set = '', remove] = expression.replace(/^SET /, '').split(' REMOVE ');
  const parsed = {
    set: set.split(', ').map(assignment),
    remove: remove === undefined ? [] : remove.split(', ').map(nameOf),
  };
  parsedUpdates.set(expression, parsed);
  return parsed;
}

/** A name whose value is given, or which must be absent. */
type Condition = { readonly name: string; readonly value: string | undefined };

const absentPattern = /^attribute_not_exists\((.*)\)$/;

const condition = (text: string): Condition => {
  const absent = absentPattern.exec(text)?.[1];
  return absent === undefined ? assignment(text) : { name: nameOf(absent), value: undefined };
};

const parsedConditions = new Map<string, readonly Condition[]>();
function parseCondition(expression: string): readonly Condition[] {
  const known = parsedConditions.get(expression);
  if (known !== undefined) return known;
  const parsed = expression.split(' AND ').map(condition);
  parsedConditions.set(expression, parsed);
  return parsed;
}

function holds(old: Item | undefined, expression: string | undefined, values: Item = {}): boolean {
  if (expression === undefined || expression === '') return true;
  if (expression === 'attribute_not_exists(pk)') return old === undefined;
  return parseCondition(expression).every(({ name, value }) => {
    if (value === undefined) return old?.[name] === undefined;
    const [one, other] = [old?.[name], values[value]];
    return one !== undefined && other !== undefined && one.S === other.S && one.N === other.N;
  });
}

const keyOf = (key: Item): string => key['pk']?.S ?? '';

function updated(old: Item, { input }: UpdateItemCommand): Item {
  const { set, remove } = parseUpdate(input.UpdateExpression);
  const assigned = set.map(({ name, value }) => [
    name,
    input.ExpressionAttributeValues?.[value] ?? {},
  ]);
  const item: Item = { ...old, ...input.Key, ...(Object.fromEntries(assigned) as Item) };
  const kept = Object.entries(item).filter(([name]) => !remove.includes(name));
  return remove.length === 0 ? item : Object.fromEntries(kept);
}

/** The items in which the attribute of an index has the value that is asked for. */
function queried(items: Iterable<Kept>, { input }: QueryCommand): readonly Item[] {
  const name = input.ExpressionAttributeNames['#partition'] ?? '';
  const value = input.ExpressionAttributeValues[':partition'];
  return [...items]
    .map(({ item }) => item)
    .filter((item) => item[name]?.S === value?.S && item[name]?.N === value?.N);
}

export function createItems(): Items {
  const all = new Map<string, Kept>();
  const before = new Map<string, Item | undefined>();
  const write = (item: Item): Result => {
    const key = keyOf(item);
    before.set(key, all.get(key)?.item);
    all.set(key, { item, text: JSON.stringify(item) });
    return {};
  };
  const given = (Item: Item | undefined): Result => (Item === undefined ? {} : { Item });
  const check = (old: Item | undefined, input: (PutItemCommand | UpdateItemCommand)['input']) => {
    if (!holds(old, input.ConditionExpression, input.ExpressionAttributeValues)) {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- an SDK error without its stack trace
      throw new ConditionalCheckFailedException(old);
    }
  };
  return {
    all,
    execute: (command) => {
      if (command instanceof PutItemCommand) {
        const { Item } = command.input;
        check(all.get(keyOf(Item))?.item, command.input);
        return write(Item);
      }
      if (command instanceof UpdateItemCommand) {
        const old = all.get(keyOf(command.input.Key))?.item;
        check(old, command.input);
        return write(updated(old ?? {}, command));
      }
      if (command instanceof GetItemCommand) {
        return given(all.get(keyOf(command.input.Key))?.item);
      }
      if (command instanceof QueryCommand) return { Items: queried(all.values(), command) };
      if (command instanceof DeleteItemCommand) all.delete(keyOf(command.input.Key));
      return {};
    },
    executeBehind: (command, at) => {
      if (command instanceof GetItemCommand) return given(before.get(keyOf(command.input.Key)));
      const isIndexed = ({ item }: Kept): boolean => Number(item['at']?.N ?? 0) + minuteMs <= at;
      return command instanceof QueryCommand
        ? { Items: queried([...all.values()].filter(isIndexed), command) }
        : {};
    },
  };
}
