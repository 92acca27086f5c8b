import type { Call } from '../call.ts';
import { readText } from '../protocol/fields.ts';
import { readMetadata } from '../protocol/metadata.ts';
import type { Customer } from '../state.ts';
import { addCustomer } from './add.ts';
import { takeCard } from './card.ts';

/** Stores a customer with a card that can be charged again. */
export function createCustomer(call: Call): Customer {
  const { fields } = call;
  const metadata = readMetadata(fields);
  const email = readText(fields, 'email', 255);
  return addCustomer({ email, metadata, method: takeCard(call) }, call);
}
