import { keepNewest, rememberedMax } from '../../../../host/bounded.ts';
import { recordCustomer, type At } from '../events/record.ts';
import { showCard, type CreditCard } from '../payment-types/credit-card.ts';
import { newId } from '../protocol/ids.ts';
import { timestamp } from '../protocol/timestamps.ts';
import type { Customer } from '../state.ts';

type Facts = Pick<Customer, 'email' | 'metadata'> & { readonly method: CreditCard };

/** Stores a customer with a card that can be charged again. */
export function addCustomer(facts: Facts, at: At): Customer {
  const { email, metadata, method } = facts;
  const customer: Customer = {
    id: newId(),
    resource: 'customer',
    email: email ?? method.email,
    source: showCard(method),
    metadata,
    created_at: timestamp(at.now()),
  };
  at.state.customers[customer.id] = { customer, method };
  keepNewest(at.state.customers, rememberedMax);
  recordCustomer('customer.created', customer, at);
  return customer;
}
