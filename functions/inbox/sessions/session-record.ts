import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Item } from '../../ledger/table/items.ts';
import { attributes, inboxAttributes, tableKey } from '../../ledger/table/schema.ts';
import type { EpochMs } from '../../platform/clock.ts';
import type { SessionState } from '../../providers/event-source.ts';
import type { OrderSession } from '../../orders/attempts.ts';
import { expiry } from '../items.ts';

/** A session that is to pay an order, as it was read last. */
export type SessionRecord = OrderSession & {
  readonly id: string;
  /** `provider#number` of the order. */
  readonly order: string;
  /** When it was asked for. */
  readonly at: EpochMs;
  /** How often it was read. */
  readonly looks: number;
};

export const sessionKey = (provider: string, id: string): Record<string, string> => ({
  [tableKey.partition]: `SES#${provider}#${id}`,
  [tableKey.sort]: 'SESSION',
});

/** The record as its item holds it. */
export const sessionAttributes = ({
  order,
  at,
  looks,
  ...record
}: SessionRecord): Record<string, unknown> => {
  const { state, operation, amount, currency } = record;
  return {
    [attributes.version]: 1,
    looks,
    [inboxAttributes.session]: JSON.stringify({ state, operation, amount, currency }),
    [attributes.order]: order,
    [attributes.orderAt]: at,
    // As a payment's record: whoever asks for the order finds both.
    ...expiry(at),
  };
};

export function toSession(id: string, item: Item): SessionRecord {
  const values = unmarshall(item);
  const shown = JSON.parse(String(values[inboxAttributes.session])) as OrderSession;
  return {
    ...shown,
    id,
    order: String(values[attributes.order]),
    at: values[attributes.orderAt] as EpochMs,
    looks: Number(values['looks']),
  };
}

/** Whether a customer may still pay in it. */
export const isOpen = (state: SessionState): boolean => state === 'pending';
