import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { attributes } from '../ledger/table/schema.ts';
import { setAttributes } from '../ledger/table/set-attributes.ts';
import type { EpochMs } from '../platform/clock.ts';
import { endpointSk } from './items.ts';
import { tableCalls, type Update } from './table-calls.ts';

/** How an end point is: what it is sent depends on it. */
export type EndpointState = {
  /** It answered 410: it is sent nothing until a person enables it. */
  readonly isDisabled: boolean;
  /** Tries that failed one after the other. */
  readonly failures: number;
};

/** After so many an end point rests: one try a minute tells whether it answers again. */
export const failuresMost = 5;

export const isResting = ({ failures }: EndpointState): boolean => failures >= failuresMost;

/** What the table throws is thrown. */
export type EndpointStore = {
  read(name: string): Promise<EndpointState>;
  failed(name: string): Promise<void>;
  answered(name: string): Promise<void>;
  disable(name: string, at: EpochMs): Promise<void>;
  enable(name: string, at: EpochMs): Promise<void>;
};

const keyOf = (name: string) => ({ partition: `ENDPOINT#${name}`, sort: endpointSk });

export function endpointStore(client: DynamoDBClient, table: string): EndpointStore {
  const calls = tableCalls(client, table);
  const set = async (name: string, change: Update): Promise<void> => {
    await calls.update(keyOf(name), change);
  };
  return {
    read: async (name) => {
      const item = await calls.get(keyOf(name));
      return {
        isDisabled: item?.[attributes.state]?.S === 'disabled',
        failures: Number(item?.['failures']?.N ?? 0),
      };
    },
    failed: (name) =>
      set(name, {
        UpdateExpression: 'ADD failures :one',
        ExpressionAttributeValues: marshall({ ':one': 1 }),
      }),
    answered: (name) => set(name, setAttributes({ failures: 0 })),
    disable: (name, at) => set(name, setAttributes({ [attributes.state]: 'disabled', since: at })),
    enable: (name, at) =>
      set(name, setAttributes({ [attributes.state]: 'enabled', since: at, failures: 0 })),
  };
}
