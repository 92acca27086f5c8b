import { webhookPatienceMs } from './assumptions.ts';
import type { Payment } from './payments.ts';
import type { CoineyState } from './state.ts';

/** All that Coiney ever says, and the only time it does: a payment was paid. Nothing is signed. */
async function deliver({ id, links }: Payment): Promise<boolean> {
  if (links.webhookUrl === null) return true;
  try {
    const answer = await fetch(links.webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id, object: 'payment', type: 'payment.succeeded' }),
      redirect: 'manual',
      signal: AbortSignal.timeout(webhookPatienceMs),
    });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/**
 * Tells the merchant's server of every payment that it has not confirmed yet; only 200 confirms. How often and when
 * Coiney repeats is not documented: here the sandbox says when.
 */
export async function tellWebhooks(state: CoineyState): Promise<void> {
  const told = await Promise.all(
    state.untold.map(async (id) => {
      const payment = state.payments[id];
      return payment !== undefined && (await deliver(payment)) ? [id] : [];
    }),
  );
  const confirmed = new Set(told.flat());
  state.untold = state.untold.filter((id) => !confirmed.has(id));
}
