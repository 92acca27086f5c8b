/** How an object at a provider and its record may differ. */
export type Difference =
  /** An object that no operation on record made: made past the gateway, or by another stack, or its record is lost. */
  | 'object_without_record'
  /** A success on record of which the provider shows nothing any more. */
  | 'record_without_object'
  /** On record as failed, and it was executed. */
  | 'failed_but_executed'
  /** Another object than the one on record carries the operation's id. */
  | 'second_object'
  | 'amount_differs'
  /** The object is in a state that cannot follow the one on record. */
  | 'state_differs'
  /** It took effect later than any request may: `maxEffectDelayMs` of ledger/quarantine.ts is wrong. */
  | 'late_effect';

/** What a person must know, as it is reported. lib/cloud/RUNBOOK.md says what to do about each. */
export type Finding =
  | Difference
  /** The object at the provider cannot be what this operation made, or another object is on record. */
  | 'contradiction'
  /** The operation was sent to another account than the one that the secret opens. */
  | 'other_account'
  /** Written by another version of the gateway. */
  | 'unreadable'
  /** The operation's row no longer exists, or its provider is not served any more. */
  | 'unknown_operation'
  /** Nothing can be under way any more, and no read has completed it: a person must resolve it. */
  | 'for_a_person'
  | 'secret_empty'
  /** The secret of a provider could not be had, or is none; `why` says more. */
  | 'secret_not_read'
  /** For hours more than it should, what the providers have was not compared with what is on record. */
  | 'reconciliation_late'
  /** The provider's list could not be read whole; `why` says what was wrong with it. */
  | 'list_not_read'
  /** The provider did not say how an object is. */
  | 'object_not_read'
  /** A payment was paid after it had expired or was cancelled. */
  | 'late_money'
  /** Two payments of one order are paid. */
  | 'order_paid_twice'
  /** A bank took a payment back. */
  | 'chargeback'
  /** A bank's question about a payment must be answered soon. */
  | 'chargeback_due'
  /** A merchant's end point has answered that it wants no more events, and gets none. */
  | 'endpoint_gone'
  /** An event could not be delivered for three days, and is not tried any more. */
  | 'delivery_given_up';

/** What a finding is about. */
export type About = {
  /** The provider's name, where it is known. */
  readonly provider?: string;
  readonly operationId?: string | undefined;
  /** The provider's id of an object. */
  readonly object?: string | undefined;
  readonly why?: string | undefined;
};
