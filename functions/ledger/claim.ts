import type { EpochMs } from '../platform/clock.ts';
import type { Requested } from '../providers/contract.ts';
import type { OperationRecord } from './record.ts';

/** A request as the ledger sees it. */
export type ClaimRequest = {
  readonly id: string;
  readonly operation: string;
  /** How old the operation may be when it is sent again: `resendWithinMs` of resend-rules.ts. */
  readonly resendWithinMs: number;
  readonly caller: string;
  readonly account: string;
  /** Whether a success is told only once it is on record, because what nobody was told of is closed unread. Absent: no. */
  readonly isToldOnlyIfStored?: boolean | undefined;
  /** `provider#id`, where the request's path names a payment or a customer. */
  readonly resource?: string | undefined;
  readonly requested?: Requested | undefined;
  /** `provider#number` of the order that it is to have paid. */
  readonly order?: string | undefined;
  /** Version of the fingerprint key that new records use. */
  readonly fingerprintVersion: number;
  /** The hashes with the key of a version; undefined where that key cannot be had. */
  readonly fingerprint: (version: number) => RequestHashes | undefined;
};

/** What is kept of a request instead of the request. */
export type RequestHashes = Pick<OperationRecord, 'fingerprint' | 'sent' | 'sender' | 'keyCheck'>;

/** One attempt of the owner of a record. */
export type Attempt = {
  readonly id: string;
  readonly token: string;
  readonly providerKey: string;
  readonly operation: string;
  readonly resendWithinMs: number;
  readonly isToldOnlyIfStored?: boolean | undefined;
  /** Counts the attempts that may have reached the provider, this one included. */
  readonly number: number;
  readonly firstAt: EpochMs;
  readonly claimedAt: EpochMs;
  /** When the attempt before this one was claimed. */
  readonly previousAt: EpochMs;
  readonly leaseUntil: EpochMs;
} & AskedFor;

/** Who asked for an operation, and about what. */
export type AskedFor = Pick<OperationRecord, 'caller' | 'resource' | 'order'>;

/** What a completing write needs to know of an operation: its owner has an attempt, a reader has the record. */
export type Open = Pick<OperationRecord, 'id' | 'operation' | 'firstAt' | 'token'> & AskedFor;
