import { setTimeout as delay } from 'node:timers/promises';

/** Between two tries. */
const pauseMs = 250;

/**
 * Does something again until it succeeds, because nobody does it later: an event that is not kept comes only a few times.
 *
 * @param until aborts when it is too late to try again
 * @throws what it threw the last time
 */
export async function insist(act: () => Promise<void>, until: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await act();
      return;
    } catch (cause) {
      if (until.aborted) throw cause;
      await delay(pauseMs);
    }
  }
}
