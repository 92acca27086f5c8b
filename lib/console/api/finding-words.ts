import type { Finding } from '../../../functions/recovery/finding.ts';

/** What a finding is called, what it means, and what a person does first. The runbook has the rest, by the same names. */
type Words = readonly [title: string, meaning: string];

const words: Readonly<Record<Finding, Words>> = {
  object_without_record: [
    'Made past the gateway',
    'The provider has an object that no operation on record made. Find out who made it.',
  ],
  record_without_object: [
    'Gone at the provider',
    'A success is on record of which the provider shows nothing. Look at the provider, then ask it.',
  ],
  failed_but_executed: [
    'Failed on record, and executed',
    'Its caller was told that it failed, and the provider did it. Give the money back, or tell the caller.',
  ],
  second_object: [
    'A second object',
    'Two objects carry one operation’s mark. See whether somebody paid twice, and refund one.',
  ],
  amount_differs: ['Another amount', 'The provider shows another amount than the record.'],
  state_differs: [
    'Another state',
    'The provider shows a state that cannot follow the one on record.',
  ],
  late_effect: [
    'Took effect late',
    'A request took effect later than the gateway assumes any can. Tell whoever maintains it.',
  ],
  contradiction: [
    'Contradiction',
    'What the provider shows cannot be what this operation made. Compare both, then decide.',
  ],
  other_account: [
    'Another account',
    'It was sent to another account than the secret opens. Use that account’s secret.',
  ],
  unreadable: ['Unreadable', 'Another version of the gateway wrote it. Use that one’s tool.'],
  unknown_operation: ['Unknown operation', 'Its row no longer exists in this version.'],
  for_a_person: [
    'For a person',
    'Nothing of it can be under way any more, and no read has shown what came of it. Look at the provider, then decide.',
  ],
  secret_empty: ['Secret is empty', 'A provider’s secret is not filled in. Fill it in.'],
  secret_not_read: [
    'Secret was not read',
    'A provider’s secret cannot be had or used, so what it tells is not seen. Look at its health.',
  ],
  reconciliation_late: [
    'Reconciliation is behind',
    'What the provider has was not compared with the records for hours. See what its runs say.',
  ],
  list_not_read: ['List not read', 'The provider’s list could not be read whole.'],
  object_not_read: ['Object not read', 'The provider did not say how an object is. Check it now.'],
  late_money: [
    'Money came late',
    'It was paid after it had expired or was cancelled. Deliver, or refund it.',
  ],
  order_paid_twice: [
    'Order paid twice',
    'Two payments of one order are paid. Refund the one that was not meant.',
  ],
  chargeback: ['Chargeback', 'A bank took a payment back. See the provider’s dashboard.'],
  chargeback_due: [
    'Bank’s question is due',
    'A bank’s question must be answered soon, in the provider’s dashboard.',
  ],
  endpoint_gone: [
    'End point is gone',
    'It answered 410 and is sent nothing. Enable it once it wants events again.',
  ],
  delivery_given_up: [
    'Delivery given up',
    'An event could not be delivered for three days. See that the server runs, then replay it.',
  ],
};

/** The words for a finding; one that this version does not know keeps its own name. */
export const findingWords = (finding: string): Words =>
  Object.hasOwn(words, finding)
    ? words[finding as Finding]
    : [finding, 'This version of the console does not know it. See the runbook.'];
