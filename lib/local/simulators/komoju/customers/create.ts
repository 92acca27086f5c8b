import { keepNewest, rememberedMax } from '../../../host/bounded.ts';
import type { Call } from '../call.ts';
import { showCard } from '../payment-types/credit-card.ts';
import { readText } from '../protocol/fields.ts';
import { newId } from '../protocol/ids.ts';
import { readMetadata } from '../protocol/metadata.ts';
import { timestamp } from '../protocol/timestamps.ts';
import type { Customer } from '../state.ts';
import { takeCard } from './card.ts';

/** Stores a customer with a card that can be charged again. */
export function createCustomer(call: Call): Customer {
  const { state, now, fields } = call;
  const metadata = readMetadata(fields);
  const email = readText(fields, 'email', 255);
  const method = takeCard(call);
  const customer: Customer = {
    id: newId(),
    resource: 'customer',
    email: email ?? method.email,
    source: showCard(method),
    metadata,
    created_at: timestamp(now()),
  };
  state.customers[customer.id] = { customer, method };
  keepNewest(state.customers, rememberedMax);
  return customer;
}
