import type { Webhook } from './webhook.ts';

/**
 * Sends a webhook once.
 *
 * @returns the status of the answer; null if there is none in time, or if `closing` ends the try
 */
export async function attempt(webhook: Webhook, closing: AbortSignal): Promise<number | null> {
  const { url, headers, body, rules } = webhook;
  try {
    const answer = await fetch(url, {
      method: 'POST',
      // A connection that stays open would keep the receiver from ending.
      headers: { ...headers, connection: 'close' },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(rules.timeoutMs)]),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}
