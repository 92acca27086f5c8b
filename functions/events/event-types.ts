/** THE TYPES of what goes out, each with what has happened. A type is a contract and is never renamed. */
export const eventTypes = {
  'operation.succeeded': 'The provider did what was asked.',
  'operation.failed': 'The provider said no, or nothing was executed and nothing will be.',
  'operation.unknown':
    'For 15 minutes nobody has known what came of it, and no read at the provider showed it; told once. Its end is told later.',
  'payment.changed': 'A payment is otherwise than before, whoever caused it.',
  'order.paid_twice': 'Two payments of one order are paid.',
  'chargeback.opened': 'A bank asks about a payment, or took it back.',
  finding: 'Another thing that a person must know; `finding` says which.',
} as const;

export type EventType = keyof typeof eventTypes;
