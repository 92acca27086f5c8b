import { refundedOf } from '../../../../functions/inbox/payment/answer.ts';
import { maskCardNumbers } from '../../../../functions/platform/card-number.ts';
import { minuteMs } from '../../../../functions/platform/clock.ts';
import { eventSources } from '../../../../functions/providers/event-sources.ts';
import type { EventSource, PaymentView } from '../../../../functions/providers/event-source.ts';
import { readObject } from '../../../../functions/recovery/lookup/read-object.ts';
import { secretOf } from '../../../cli/provider-reader.ts';
import { UsageError } from '../../../host/usage-error.ts';
import type { CheckedPayment } from '../../api/payment.ts';
import { methodOf } from '../../providers/registry.ts';
import type { Gateway } from '../../reading/gateway.ts';
import { readPaymentRecord, type PaymentName } from '../../reading/records.ts';
import { textIn, type Query } from '../query.ts';

/* "Check now": one read at the provider, by the code that recovery reads with. Nothing is written. */

/** A person waits for it. */
const timeoutMs = minuteMs / 2;

const nothing = {
  why: null,
  ...{ state: null, method: null, total: null, refunded: null, currency: null, order: null },
  differences: [],
  metadata: [],
};

/** The provider and how it tells of payments. @throws UsageError where the gateway does not serve it */
function sourceOf({ providers }: Gateway, { provider }: PaymentName) {
  const of = providers.find(({ name }) => name === provider);
  const source = eventSources.find((each) => each.provider === provider);
  if (of !== undefined && source !== undefined) return { of, source };
  throw new UsageError(`This gateway does not serve ${provider}.`);
}

/** What a merchant has written on a payment, as text; whatever looks like a card's number is masked. */
function metadataIn(object: unknown): CheckedPayment['metadata'] {
  const { metadata } = (object ?? {}) as { metadata?: unknown };
  if (typeof metadata !== 'object' || metadata === null) return [];
  return Object.entries(metadata).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [maskCardNumbers(name), maskCardNumbers(text)];
  });
}

/** How what is shown differs from what is on record. */
function differences(shown: PaymentView, known: PaymentView | undefined): string[] {
  if (known === undefined) return ['The gateway has no record of the payment itself yet.'];
  const pairs = [
    ['The state', shown.state, known.state],
    ['What its customer pays', shown.total, known.total],
    ['What was given back', refundedOf(shown), refundedOf(known)],
  ] as const;
  return pairs
    .filter(([, now, before]) => now !== before)
    .map(
      ([what, now, before]) => `${what} is ${now} at the provider, and ${before} on record here.`,
    );
}

type Found = Awaited<ReturnType<typeof readObject>>;

/** What was found, in words. */
function answerOf(
  found: Found,
  source: EventSource,
  known: PaymentView | undefined,
): Omit<CheckedPayment, 'at'> {
  if (found.kind !== 'found') return { ...nothing, found: 'not_read', why: found.why };
  if (found.object === undefined) return { ...nothing, found: 'gone' };
  const view = source.parsePayment(found.object);
  if (view === undefined) return { ...nothing, found: 'not_read', why: 'not_understood' };
  return {
    ...{ found: 'shown', why: null, state: view.state, total: view.total },
    method: methodOf(source.provider, view.method),
    ...{ refunded: refundedOf(view), currency: view.currency, order: view.order ?? null },
    differences: differences(view, known),
    metadata: metadataIn(found.object),
  };
}

/**
 * Reads a payment at its provider.
 *
 * @throws UsageError where the provider's secret cannot be had
 */
export async function checkPayment(gateway: Gateway, query: Query): Promise<CheckedPayment> {
  const name = { provider: textIn(query, 'provider'), id: textIn(query, 'id') };
  const { of, source } = sourceOf(gateway, name);
  const { target } = gateway;
  const access = target.destinationOf(of);
  const known = await readPaymentRecord(target.ledger, name);
  const secret = await secretOf(access);
  const line = { time: '', requestId: '', operation: 'console' };
  const call = { secret, signal: AbortSignal.timeout(timeoutMs), line };
  const path = `${source.paymentsPath}/${encodeURIComponent(name.id)}`;
  const found = await readObject(access, { path, headers: {} }, call);
  const at = new Date(target.now()).toISOString();
  return { at, ...answerOf(found, source, known?.view) };
}
