import { describe, expect, test } from '@jest/globals';
import { nextLook } from '../../../functions/inbox/next-look.ts';
import { after, dayMs, hourMs, minuteMs, secondMs } from '../../../functions/platform/clock.ts';
import type { EventSource, PaymentView } from '../../../functions/providers/event-source.ts';
import { coineyEvents } from '../../../functions/providers/coiney/events.ts';
import { coiney } from '../../../functions/providers/coiney/coiney.ts';
import { komojuEvents } from '../../../functions/providers/komoju/events.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import type { Provider } from '../../../functions/providers/provider.ts';
import { at } from '../../support/records.ts';

const told = { source: komojuEvents, provider: komoju };
const polled = { source: coineyEvents, provider: coiney };

type Looked = { readonly polls?: number; readonly order?: string; readonly age?: number };

/** How long it is until a payment is looked at next. */
function waitOf(
  { source, provider }: { source: EventSource; provider: Provider },
  state: string,
  { polls = 0, order, age = 0 }: Looked = {},
): number | undefined {
  const made = { id: 'pay1', amount: 1000, total: 1000, currency: 'JPY', order };
  const view: PaymentView = { ...made, state, at: after(at, -age) };
  const record = { revision: 1, view, hasEnded: false, polls, changedAt: at };
  const next = nextLook({ source, access: { provider } as never }, record, at);
  return next === undefined ? undefined : next - at;
}

describe('where the provider tells all', () => {
  test('a paid payment of an order is looked at once, when its index shows what was paid with it', () => {
    expect(waitOf(told, 'captured', { order: 'A1' })).toBe(10 * secondMs);
    expect(waitOf(told, 'captured', { order: 'A1', polls: 1 })).toBeUndefined();
  });

  test.each(['pending', 'authorized', 'refunded', 'failed', 'expired'])(
    'one that is %s is not looked at',
    (state) => {
      expect(waitOf(told, state, { order: 'A1' })).toBeUndefined();
    },
  );

  test('a paid one without an order is not looked at', () => {
    expect(waitOf(told, 'captured')).toBeUndefined();
  });
});

describe('where the provider does not tell all', () => {
  test.each(['open', 'expired', 'cancelled', 'paid'])('one that is %s is looked at', (state) => {
    expect(waitOf(polled, state)).toBe(2 * minuteMs);
  });

  test('a paid one of an order is looked at soon, and then like any other', () => {
    expect(waitOf(polled, 'paid', { order: 'A1' })).toBe(10 * secondMs);
    expect(waitOf(polled, 'paid', { order: 'A1', polls: 1 })).toBe(3 * minuteMs);
  });

  test('what was given back is the end', () => {
    expect(waitOf(polled, 'refunded')).toBeUndefined();
  });

  test('it is looked at less and less often, and never less than twice a day', () => {
    const waits = Array.from({ length: 40 }, (_, polls) => waitOf(polled, 'open', { polls }) ?? 0);

    expect(waits.slice(0, 3)).toEqual([2 * minuteMs, 3 * minuteMs, 4.5 * minuteMs]);
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(waits.at(-1)).toBe(12 * hourMs);
  });

  test('it is watched for 180 days, and its orders longer', () => {
    expect(waitOf(polled, 'open', { age: 180 * dayMs - 1, polls: 30 })).toBe(12 * hourMs);
    expect(waitOf(polled, 'open', { age: 180 * dayMs + 1, polls: 30 })).toBeUndefined();
    expect(waitOf(polled, 'paid', { age: 181 * dayMs, order: 'A1' })).toBe(10 * secondMs);
  });

  test('a state that nobody knows is looked at on', () => {
    expect(waitOf(polled, 'new')).toBe(2 * minuteMs);
  });
});
