import { randomUUID } from 'node:crypto';
import { accountId, region } from '../template/physical-name.ts';

/** An event as an event bus of EventBridge has it. */
export type BusEvent = {
  readonly version: '0';
  /** The bus's own. One thing that is put twice is two events. */
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
};

/** What is put on a bus. */
export type Put = Pick<BusEvent, 'detail-type' | 'source' | 'detail'>;

/** An event of now. */
export const busEvent = (put: Put, now: number): BusEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': put['detail-type'],
  source: put.source,
  account: accountId,
  // EventBridge tells whole seconds.
  time: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z'),
  region,
  resources: [],
  detail: put.detail,
});
