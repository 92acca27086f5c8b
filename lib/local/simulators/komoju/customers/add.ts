import { keepNewest, rememberedMax } from '../../../host/bounded.ts';
import { showCard, type CreditCard } from '../payment-types/credit-card.ts';
import { newId } from '../protocol/ids.ts';
import { timestamp } from '../protocol/timestamps.ts';
import type { Customer, KomojuState } from '../state.ts';

type Facts = Pick<Customer, 'email' | 'metadata'> & { readonly method: CreditCard };

/** Stores a customer with a card that can be charged again. */
export function addCustomer(state: KomojuState, facts: Facts, now: number): Customer {
  const { email, metadata, method } = facts;
  const customer: Customer = {
    id: newId(),
    resource: 'customer',
    email: email ?? method.email,
    source: showCard(method),
    metadata,
    created_at: timestamp(now),
  };
  state.customers[customer.id] = { customer, method };
  keepNewest(state.customers, rememberedMax);
  return customer;
}
