import {
  moment,
  nullable,
  object,
  pairs,
  ref,
  text,
  textOrNull,
  whole,
  type Schema,
} from '../schema.ts';

/* The documents of 2018 and 2020. */

const card = object(
  [],
  {
    type: text(),
    brand: text(),
    last_four_digits: text(),
    month: whole(),
    year: whole(),
  },
  'The card, without its number.',
);

const customer = object(
  ['id', 'resource'],
  {
    id: text(),
    resource: { const: 'customer' },
    email: textOrNull(),
    source: nullable(ref('KomojuCustomerCard')),
    metadata: pairs('The entry `gateway_operation` is the gateway’s.'),
    created_at: moment(),
    locale: textOrNull(),
  },
  'A customer whose card can be charged by the customer’s id. A deleted one has no card.',
);

/** A customer with its card. */
export const customerSchemas: Readonly<Record<string, Schema>> = {
  KomojuCustomer: customer,
  KomojuCustomerCard: card,
};
