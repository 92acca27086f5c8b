import { dayMs, minuteMs } from '../../functions/runtime/clock.ts';
import type { Outcome } from '../../functions/runtime/outcome.ts';
import type { Sight } from '../../functions/runtime/reading.ts';
import type { Attempt } from '../../functions/runtime/transitions.ts';
import type { ProviderKind } from './scenario.ts';

/** How long this provider knows a key, as KOMOJU says. */
const keyLifeMs = dayMs;

/** How far its list may lag behind. */
const lagMs = 9 * minuteMs;

export type Decision = 'accept' | 'decline';

/** One execution: what was charged, whatever anyone was told. */
export type Made = {
  readonly object: string;
  readonly reference: string;
  readonly path: string;
  readonly isLive: boolean;
  readonly at: number;
};

/** One request as the provider receives it. */
export type Received = {
  readonly attempt: Attempt;
  readonly path: string;
  readonly at: number;
  readonly decision: Decision;
};

export type Provider = {
  readonly made: readonly Made[];
  /** Whether it would decide about this request, and not answer as before. */
  decides(attempt: Attempt, at: number): boolean;
  receive(request: Received): Outcome;
  list(at: number, how: 'whole' | 'lagging'): readonly Sight[];
  /** Everything that decides what it will do. */
  text(): string;
};

const contentType = 'application/json';

const stateOf = (isLive: boolean): string => (isLive ? 'captured' : 'failed');

const sightOf = ({ object, reference, isLive }: Made): Sight => ({
  answer: {
    status: 200,
    contentType,
    body: JSON.stringify({ id: object, state: stateOf(isLive) }),
  },
  told: { object, reference, state: stateOf(isLive) },
});

const declined: Outcome = {
  kind: 'refused',
  answer: { status: 502, contentType, body: '{"error":{"code":"card_declined"}}' },
  code: 'card_declined',
};

export function createProvider(kind: ProviderKind): Provider {
  const made: Made[] = [];
  const keys = new Map<string, { firstAt: number; outcome: Outcome }>();
  const known = ({ providerKey }: Attempt, at: number): Outcome | undefined => {
    const key = kind.hasKeys ? keys.get(providerKey) : undefined;
    return key !== undefined && at < key.firstAt + keyLifeMs ? key.outcome : undefined;
  };
  const make = ({ attempt, path, at, decision }: Received): Outcome => {
    const isLive = decision === 'accept';
    const object = kind.makes === 'changes' ? 'obj' : `obj${made.length + 1}`;
    const one = { object, reference: attempt.id, path, isLive, at };
    if (isLive || kind.listsFailures) made.push(one);
    return isLive ? { kind: 'done', ...sightOf(one) } : declined;
  };
  return {
    made,
    decides: (attempt, at) => known(attempt, at) === undefined,
    receive: (request) => {
      const { attempt, at, decision } = request;
      const before = known(attempt, at);
      if (before !== undefined) return before;
      const outcome = make(request);
      if (decision === 'accept' || kind.remembersRefusals) {
        keys.set(attempt.providerKey, { firstAt: at, outcome });
      }
      return outcome;
    },
    list: (at, how) => {
      const shown = made.filter((one) => how === 'whole' || one.at + lagMs <= at);
      return (kind.makes === 'changes' ? shown.slice(0, 1) : shown).map(sightOf);
    },
    text: () => JSON.stringify([made, [...keys]]),
  };
}
