import { webhookTimeoutMs } from './assumptions.ts';
import type { CoineyState, Payment } from './state.ts';

/** Sends the only webhook that Coiney has: a payment was paid. It is not signed. Returns whether it was confirmed. */
async function deliver({ id, links }: Payment): Promise<boolean> {
  if (links.webhookUrl === null) return true;
  try {
    const answer = await fetch(links.webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, object: 'payment', type: 'payment.succeeded' }),
      redirect: 'manual',
      signal: AbortSignal.timeout(webhookTimeoutMs),
    });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/**
 * Sends the webhooks that the merchant's server has not confirmed yet; only a 200 confirms. It is not documented when
 * Coiney repeats a webhook, so here the sandbox decides.
 */
export async function sendWebhooks(state: CoineyState): Promise<void> {
  const confirmations = await Promise.all(
    state.untold.map(async (id) => {
      const payment = state.payments[id];
      return payment !== undefined && (await deliver(payment)) ? [id] : [];
    }),
  );
  const confirmed = new Set(confirmations.flat());
  state.untold = state.untold.filter((id) => !confirmed.has(id));
}
