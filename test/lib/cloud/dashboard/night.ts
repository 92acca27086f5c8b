import { card, link, links, payments } from '../../../support/mutation-requests.ts';
import type { LocalSystem } from '../../../support/local.ts';

/*
 * Three hours of a night, in steps of five minutes: trade, a provider that loses answers for half an hour and two requests
 * besides, somebody who tries cards, and a forged webhook.
 */

export const stepMs = 5 * 60_000;
export const steps = 36;

const declining = { ...card, number: '4123111111111059' };

/** How much is bought in a step: less and less, and never the same. */
const bought = (step: number): number => 2 + ((step * 7) % 4) + (step < 12 ? 2 : 0);

/** Whether the provider loses answers in a step. */
export const isLosing = (step: number): boolean => step >= 14 && step < 20;

type Call = LocalSystem['call'];
type Post = (path: string, body: object) => ReturnType<Call>;

/** Every request has a key of its own. */
function posting(local: LocalSystem, step: number): Post {
  let key = 0;
  return (path, body) => {
    key += 1;
    return local.call('POST', path, { body, idempotencyKey: `night-${step}-${key}` });
  };
}

const payment = { amount: 1000, currency: 'JPY', payment_details: card };

/** Money that is held first, and taken then. */
async function capture(local: LocalSystem, post: Post, step: number): Promise<void> {
  const { id } = (await post(payments, { ...payment, capture: false })).json;
  if (typeof id !== 'string') return;
  await post(`${payments}/${id}/capture`, {});
  if (step % 4 === 1) await post(`${payments}/${id}/refund`, { amount: 300 });
  await local.call('GET', `${payments}/${id}`);
}

const declinesIn = (step: number): number => (step >= 27 && step < 31 ? 5 : step % 5 === 2 ? 1 : 0);

async function playOthers(local: LocalSystem, step: number): Promise<void> {
  const forged = { type: 'payment.captured', payment: 'none' };
  if (step === 23) await local.sandbox('POST', 'webhooks/forge', forged);
  if (step % 6 === 5) await local.call('GET', '/gateway/v1/health');
}

/** Requests of one step, one after the other. */
export async function playStep(local: LocalSystem, step: number): Promise<void> {
  const post = posting(local, step);
  const lost = { match: 'POST /api/v1/payments' };
  // What the provider never received is found nowhere, and stays open for a day.
  if (step === 15 || step === 18) await local.fault({ ...lost, kind: 'drop_before_accept' });
  if (isLosing(step)) await local.fault({ ...lost, kind: 'drop_after_accept', times: 2 });
  // Else the webhooks would tell what came of it, and recovery would have nothing to find out.
  if (step === 14) await local.sandbox('POST', 'webhooks/hold');
  if (step === 20) await local.sandbox('POST', 'webhooks/release');
  for (let count = 0; count < bought(step); count += 1) await post(payments, payment);
  await capture(local, post, step);
  if (step % 3 === 0) await post(links, link);
  for (let count = 0; count < declinesIn(step); count += 1) {
    await post(payments, { ...payment, payment_details: declining });
  }
  await playOthers(local, step);
}
