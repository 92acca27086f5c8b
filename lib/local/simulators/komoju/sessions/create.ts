import { keepNewest, rememberedMax } from '../../../../host/bounded.ts';
import type { Call } from '../call.ts';
import {
  defaultLocale,
  leastExpirySeconds,
  priceOfNothing,
  typesOfCustomers,
} from '../checkout-assumptions.ts';
import { availableMethods } from '../payment-methods/catalogue.ts';
import type { Price } from '../payment-method.ts';
import { readCurrency } from '../payments/currency.ts';
import { rejection } from '../protocol/errors.ts';
import {
  isGiven,
  readAmountOrZero,
  readList,
  readObject,
  readText,
  readWhole,
  type Fields,
} from '../protocol/fields.ts';
import { newId } from '../protocol/ids.ts';
import { readMetadata } from '../protocol/metadata.ts';
import { readReturnUrl } from '../protocol/return-url.ts';
import { tokyoTimestamp } from '../protocol/timestamps.ts';
import { locales, readWord } from '../protocol/words.ts';
import { find } from '../state.ts';
import { readLineItems } from './line-items.ts';
import { readPaymentData } from './payment-terms.ts';
import { modes, type Mode, type SessionEntry } from './session.ts';
import { showEntry, type Session } from './show.ts';

/** Default and longest life: 24 hours. KOMOJU's client for Node, CreateSessionRequest (seen 2026). */
const longestSeconds = 86_400;

/** Old plugins name amount and currency in the payment data only (docs.komoju.com, 2020). */
function readPrice(fields: Fields, data: Fields, mode: Mode): Price {
  const either = (name: string): unknown => (isGiven(fields[name]) ? fields[name] : data[name]);
  const given = { amount: either('amount'), currency: either('currency') };
  if (mode === 'customer' && !isGiven(given.amount) && !isGiven(given.currency)) {
    return priceOfNothing;
  }
  return { amount: readAmountOrZero(given), currency: readCurrency(given) };
}

/** The types to choose from; all active ones where the request names none. */
function readTypes(fields: Fields, mode: Mode): string[] {
  const given = readList(fields, 'payment_types') ?? [];
  const types = given.map((type) => {
    if (typeof type === 'string' && /^[a-z][a-z0-9_]*$/.test(type)) return type;
    throw rejection('invalid_payment_type', 'payment_types');
  });
  const active = availableMethods.map(({ type_slug }) => type_slug);
  const chosen = types.length === 0 ? active : types;
  if (mode === 'payment') return [...new Set(chosen)];
  const ofCustomers = chosen.filter((type) => typesOfCustomers.includes(type));
  if (ofCustomers.length === 0) throw rejection('invalid_payment_type', 'payment_types');
  return [...new Set(ofCustomers)];
}

/** The customer to update, who must exist. The mode `payment` knows none. */
function readCustomer({ fields, state }: Call, mode: Mode): string | null {
  const id = mode === 'payment' ? null : readText(fields, 'customer_id');
  if (id !== null && find(state.customers, id) === undefined) {
    throw rejection('invalid_parameter', 'customer_id', 'does not exist');
  }
  return id;
}

const readSeconds = (fields: Fields): number =>
  isGiven(fields['expires_in_seconds'])
    ? readWhole(fields['expires_in_seconds'], 'expires_in_seconds', [
        leastExpirySeconds,
        longestSeconds,
      ])
    : longestSeconds;

function readEntry(call: Call): SessionEntry {
  const { fields } = call;
  const now = call.now();
  const mode = readWord(fields, 'mode', { words: modes, otherwise: 'payment' });
  const data = readObject(fields, 'payment_data');
  if (mode === 'customer' && data !== null) {
    throw rejection('invalid_parameter', 'payment_data', 'is not for this mode');
  }
  readText(fields, 'external_customer_id', 255);
  return {
    id: newId(),
    mode,
    ...readPrice(fields, data ?? {}, mode),
    default_locale: readWord(fields, 'default_locale', {
      words: locales,
      otherwise: defaultLocale,
    }),
    return_url: readReturnUrl(fields),
    status: 'pending',
    created_at: tokyoTimestamp(now),
    cancelled_at: null,
    completed_at: null,
    metadata: readMetadata(fields),
    expiresAt: now + readSeconds(fields) * 1000,
    paymentTypes: readTypes(fields, mode),
    paymentData: mode === 'customer' ? null : readPaymentData(data ?? {}),
    lineItems: readLineItems(fields),
    email: readText(fields, 'email', 255),
    customerId: readCustomer(call, mode),
    paymentId: null,
    secureTokenId: null,
    failure: null,
  };
}

/** Opens a session, whose page the customer is sent to. KOMOJU's client for Node, CreateSessionRequest (seen 2026). */
export function createSession(call: Call): Session {
  const { state } = call;
  const entry = readEntry(call);
  state.sessions[entry.id] = entry;
  keepNewest(state.sessions, rememberedMax);
  return showEntry(entry, call);
}
