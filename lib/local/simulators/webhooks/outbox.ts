import { setTimeout as delay } from 'node:timers/promises';
import { append } from '../../../host/bounded.ts';
import { attempt } from './attempt.ts';
import { inOrder, type ReleaseOrder } from './order.ts';
import type { Delivery, Webhook } from './webhook.ts';

/** Below the time after which usual clients no longer wait for an answer. */
const idleMostMs = 240_000;

/** More than any test looks at. */
const maxShown = 5_000;

/** Webhooks on their way to the merchant's server. */
export class Outbox {
  readonly #closing = new AbortController();
  readonly #shown: Delivery[] = [];
  /** What is next to be tried, by provider. */
  readonly #queues = new Map<string, Delivery[]>();
  /** Providers of whose webhooks one is under way. */
  readonly #busy = new Set<string>();
  /** Everything that runs: tries, and waits before a next one. */
  readonly #running = new Set<Promise<void>>();
  #held: Delivery[] = [];
  #isHolding = false;
  #made = 0;
  #unfinished = 0;
  #waiters: (() => void)[] = [];

  /** Takes a webhook. It is not tried before `wake`. */
  add(webhook: Webhook): void {
    const place = (this.#made += 1);
    const delivery: Delivery = { webhook, place, tries: 0, status: null, state: 'waiting' };
    append(this.#shown, delivery, maxShown);
    this.#unfinished += 1;
    this.#queue(delivery);
  }

  /** Goes on with everything that is to be tried. */
  wake(): void {
    for (const [provider, queue] of this.#queues) {
      if (this.#busy.has(provider) || queue.length === 0) continue;
      this.#busy.add(provider);
      this.#run(this.#work(provider, queue));
    }
  }

  /** From now on nothing is tried any more; what is under way comes to its end. */
  hold(): void {
    this.#isHolding = true;
    for (const queue of this.#queues.values()) {
      for (const delivery of queue.splice(0)) this.#keep(delivery);
    }
  }

  /** Lets everything go that was held, in an order, and holds no longer. It is not tried before `wake`. */
  release(order: ReleaseOrder, seed: number): readonly Delivery[] {
    const held = this.#held.toSorted((one, other) => one.place - other.place);
    const released = inOrder(held, order, seed);
    this.#held = [];
    this.#isHolding = false;
    for (const delivery of released) {
      delivery.state = 'waiting';
      this.#unfinished += 1;
      this.#queue(delivery);
    }
    return released;
  }

  /**
   * Resolves when nothing is under way or waits for its next try; what is held does not count.
   *
   * @param mostMs it resolves after that at the latest
   * @returns how many are still on their way
   */
  async idle(mostMs = idleMostMs): Promise<number> {
    this.wake();
    if (this.#unfinished > 0) {
      const over = new AbortController();
      const isIdle = new Promise<void>((resolve) => this.#waiters.push(resolve));
      const isLate = delay(mostMs, undefined, { signal: over.signal, ref: false });
      await Promise.race([isIdle, isLate.catch(() => undefined)]);
      over.abort();
    }
    return this.#unfinished;
  }

  /** The newest webhooks, the oldest of them first. */
  shown(): readonly Delivery[] {
    return this.#shown;
  }

  /** Ends every try and every wait; afterwards nothing of it runs. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
    for (const resolve of this.#waiters.splice(0)) resolve();
  }

  #queue(delivery: Delivery): void {
    if (this.#isHolding) {
      this.#keep(delivery);
      return;
    }
    const { provider } = delivery.webhook;
    const queue = this.#queues.get(provider) ?? [];
    this.#queues.set(provider, queue);
    queue.push(delivery);
  }

  #keep(delivery: Delivery): void {
    delivery.state = 'held';
    this.#held.push(delivery);
    this.#finish();
  }

  /** Keeps what runs until it has ended, so that `close` can wait for it. */
  #run(work: Promise<void>): void {
    const ending = work.finally(() => this.#running.delete(ending));
    this.#running.add(ending);
  }

  async #work(provider: string, queue: Delivery[]): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await this.#try(next);
    }
    this.#busy.delete(provider);
  }

  async #try(delivery: Delivery): Promise<void> {
    const { rules, onConfirmed } = delivery.webhook;
    const status = await attempt(delivery.webhook, this.#closing.signal);
    if (this.#closing.signal.aborted) return;
    delivery.tries += 1;
    delivery.status = status;
    const waitMs = rules.waitsMs[delivery.tries - 1];
    if (status !== null && rules.isConfirmed(status)) {
      delivery.state = 'delivered';
      onConfirmed?.();
      this.#finish();
    } else if (waitMs !== undefined && rules.isRepeated(status)) {
      this.#run(this.#later(delivery, waitMs));
    } else {
      delivery.state = 'failed';
      this.#finish();
    }
  }

  async #later(delivery: Delivery, waitMs: number): Promise<void> {
    try {
      await delay(waitMs, undefined, { signal: this.#closing.signal, ref: false });
    } catch {
      return;
    }
    this.#queue(delivery);
    this.wake();
  }

  #finish(): void {
    this.#unfinished -= 1;
    if (this.#unfinished > 0) return;
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}
