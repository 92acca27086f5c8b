import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import type { OperationId } from '../../functions/operations.ts';
import { environmentOf } from '../support/environment.ts';
import { localSystem, type LocalReply, type LocalSystem } from '../support/local.ts';
import type { LocalOptions } from '../../lib/local/local.ts';

/** The local system as journeys use it: what was applied, what is on record, and that nothing leaked. */
export type System = LocalSystem & {
  /** How many requests with this operation's key changed something at the provider. */
  applied(operationId: string): Promise<number>;
  /** The operation's record in the table. */
  item(operationId: string): Promise<Record<string, AttributeValue> | undefined>;
  /** Writes one attribute of the record, past the ledger. */
  setAttribute(operationId: string, name: string, value: AttributeValue): Promise<void>;
  /** Deletes the record, as the table does 90 days after it was completed. */
  expire(operationId: string): Promise<void>;
  /** Starts a function as its schedule would, and gives what it did in numbers. */
  runs(operation: OperationId): Promise<Record<string, number>>;
  /** A card token, made as a browser makes it: at KOMOJU, with the publishable key. */
  makeToken(card: object): Promise<string>;
};

/** The test cards' numbers, and the verification value with the name that it is sent by. */
const secretsOfCards = /\b(4111111111111111|4123111111111\d{3})\b|verification_value/;
const secretKeys = /sk_test_\w+/;

type Place = { name: string; text: string };

/** @throws Error that names the place where a card number or a secret key was found */
function expectNoSecrets(places: readonly Place[]): void {
  for (const { name, text } of places) {
    const found = secretsOfCards.exec(text) ?? secretKeys.exec(text);
    if (found !== null) throw new Error(`${name} holds what it must not: ${found[0].slice(0, 8)}…`);
  }
}

/** The ledger's table as a test reaches it, past the faults' proxy or not. Destroy the client. */
export async function tableOf(
  local: LocalSystem,
): Promise<{ client: DynamoDBClient; TableName: string }> {
  const environment = await environmentOf(local);
  const client = new DynamoDBClient({
    endpoint: environment.endpoints['dynamodb'] ?? '',
    region: 'ap-northeast-1',
    credentials: local.credentials,
  });
  return { client, TableName: environment.settings['LEDGER_TABLE'] ?? '' };
}

const keyOf = (operationId: string): Record<string, AttributeValue> => ({
  pk: { S: operationId },
  sk: { S: 'OPERATION' },
});

/**
 * Starts it. Webhooks are held until a test releases them: what they read at a provider would meet the faults that a
 * test has made for something else. Its close searches everything that was logged and stored for card numbers and keys. */
export async function startSystem(options: Partial<LocalOptions> = {}): Promise<System> {
  const local = await localSystem(options);
  await local.sandbox('POST', 'webhooks/hold');
  const { client, TableName } = await tableOf(local);
  return {
    ...local,
    applied: async (operationId) => {
      const requests = await local.requests();
      return requests.filter(
        ({ idempotencyKey, applied }) => idempotencyKey === operationId && applied,
      ).length;
    },
    item: async (operationId) => {
      const read = { TableName, Key: keyOf(operationId), ConsistentRead: true };
      return (await client.send(new GetItemCommand(read))).Item;
    },
    setAttribute: async (operationId, name, value) => {
      await client.send(
        new UpdateItemCommand({
          TableName,
          Key: keyOf(operationId),
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
    },
    expire: async (operationId) => {
      await client.send(new DeleteItemCommand({ TableName, Key: keyOf(operationId) }));
    },
    runs: async (operation) =>
      (await local.sandbox('POST', `schedules/${operation}`)) as Record<string, number>,
    makeToken: async (card) => {
      const response = await fetch(`${local.simulatorUrl}/api/v1/tokens`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from('pk_test_simulator:').toString('base64')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ payment_details: card }),
      });
      return ((await response.json()) as { id: string }).id;
    },
    close: async () => {
      const { Items = [] } = await client.send(new ScanCommand({ TableName }));
      const requests = await local.requests();
      client.destroy();
      await local.close();
      expectNoSecrets([
        { name: 'The log', text: local.log.join('\n') },
        { name: 'The table', text: JSON.stringify(Items) },
        { name: 'The list of requests', text: JSON.stringify(requests) },
      ]);
    },
  };
}

/** The id under which an answer's operation is on record. */
export const operationOf = (reply: LocalReply): string => reply.headers.get('x-operation-id') ?? '';
