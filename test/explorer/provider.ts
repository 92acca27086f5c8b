import { dayMs, minuteMs } from '../../functions/platform/clock.ts';
import type { Outcome } from '../../functions/providers/outcome.ts';
import type { ObservedObject } from '../../functions/recovery/lookup/provider-lookup.ts';
import type { Attempt } from '../../functions/ledger/claim.ts';
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
  /** What was asked for. */
  readonly intent: string;
  readonly account: string;
  readonly isLive: boolean;
  readonly at: number;
};

/** One request as the provider receives it. */
export type Received = {
  readonly attempt: Attempt;
  readonly intent: string;
  readonly account: string;
  readonly at: number;
  readonly decision: Decision;
};

export type Provider = {
  readonly made: readonly Made[];
  /** Whether it would decide about this request, and not answer as before. */
  decides(request: Pick<Received, 'attempt' | 'account' | 'at'>): boolean;
  receive(request: Received): Outcome;
  list(
    claimRequest: { at: number; account: string },
    how: 'whole' | 'lagging',
  ): readonly ObservedObject[];
  /** Everything that decides what it will do. */
  text(): string;
};

const contentType = 'application/json';

const stateOf = (isLive: boolean): string => (isLive ? 'captured' : 'failed');

const sightOf = ({ object, reference, isLive }: Made): ObservedObject => ({
  answer: {
    status: 200,
    contentType,
    body: JSON.stringify({ id: object, state: stateOf(isLive) }),
  },
  object: { id: object, reference, state: stateOf(isLive) },
});

const declined: Outcome = {
  kind: 'rejected',
  answer: { status: 502, contentType, body: '{"error":{"code":"card_declined"}}' },
  code: 'card_declined',
};

export function createProvider(kind: ProviderKind): Provider {
  const made: Made[] = [];
  const keys = new Map<string, { firstAt: number; outcome: Outcome }>();
  const nameOf = ({ attempt, account }: Pick<Received, 'attempt' | 'account'>): string =>
    `${account} ${attempt.providerKey}`;
  const known = (request: Pick<Received, 'attempt' | 'account' | 'at'>): Outcome | undefined => {
    const { at } = request;
    const key = kind.hasKeys ? keys.get(nameOf(request)) : undefined;
    return key !== undefined && at < key.firstAt + keyLifeMs ? key.outcome : undefined;
  };
  const make = ({ attempt, intent, account, at, decision }: Received): Outcome => {
    const isLive = decision === 'accept';
    const object = kind.makes === 'changes' ? 'obj' : `obj${made.length + 1}`;
    const one = { object, reference: attempt.id, intent, account, isLive, at };
    if (isLive || kind.listsFailures) made.push(one);
    return isLive ? { kind: 'done', ...sightOf(one) } : declined;
  };
  return {
    made,
    decides: (request) => known(request) === undefined,
    receive: (request) => {
      const { at, decision } = request;
      const before = known(request);
      if (before !== undefined) return before;
      const outcome = make(request);
      if (decision === 'accept' || kind.remembersRejections) {
        keys.set(nameOf(request), { firstAt: at, outcome });
      }
      return outcome;
    },
    list: ({ at, account }, how) => {
      const isShown = (one: Made): boolean => how === 'whole' || one.at + lagMs <= at;
      const shown = made.filter((one) => one.account === account && isShown(one));
      return (kind.makes === 'changes' ? shown.slice(0, 1) : shown).map(sightOf);
    },
    text: () => JSON.stringify([made, [...keys]]),
  };
}
