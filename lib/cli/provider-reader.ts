import type { ProviderAccess } from '../../functions/providers/client/provider-access.ts';
import type { AnyContract } from '../../functions/providers/contract.ts';
import type { About } from '../../functions/recovery/finding.ts';
import { listOf, type OpenOperation } from '../../functions/recovery/lookup/open-operation.ts';
import { minuteMs } from '../../functions/platform/clock.ts';
import { causeOf, type LogLine } from '../../functions/platform/log.ts';
import { lookUp } from '../../functions/recovery/lookup/look-up.ts';
import { lookUpObject } from '../../functions/recovery/lookup/look-up-object.ts';
import type {
  LookupContext,
  ObservedObject,
  ProviderLookup,
} from '../../functions/recovery/lookup/provider-lookup.ts';
import {
  emptyPlaces,
  isOfOtherMode,
  type ProviderSecret,
} from '../../functions/providers/provider-secret.ts';
import { readListed } from '../../functions/recovery/lookup/read-page.ts';
import { UsageError } from '../host/usage-error.ts';
import type { Target } from './targets.ts';

/* How a person's machine reads a provider for one operation: by the code that recovery reads with. */

/** A list of 50,000 payments is read within it. */
const timeoutMs = 5 * minuteMs;

/** A provider that can be read for an operation. */
export type ProviderReader = {
  /** A whole look for what the operation did. @throws UsageError where the provider did not say */
  readonly lookUp: () => Promise<ProviderLookup>;
  /** What the operation made or changed, by its id, as it stands now. @throws UsageError where it is not shown */
  readonly objectOf: (id: string) => Promise<ObservedObject>;
};

/** The provider's secret, filled. @throws UsageError where it cannot be had, is of the other mode, or has an empty place */
export async function secretOf({ provider, secret }: ProviderAccess): Promise<ProviderSecret> {
  let current: ProviderSecret;
  try {
    current = await secret.current();
  } catch (error) {
    if (isOfOtherMode(error)) {
      throw new UsageError(
        `The secret key of ${provider.name} is of the other mode than the gateway. Put the right one into the secret.`,
      );
    }
    const cause = causeOf((error as Error).cause) ?? 'no answer';
    throw new UsageError(
      `The secret of ${provider.name} cannot be read (${cause}). See that it is the right one and that you may read it.`,
    );
  }
  const places = emptyPlaces(provider, current);
  if (places.length === 0) return current;
  throw new UsageError(
    `The secret of ${provider.name} is empty. Fill in its ${places.join(', ')} first.`,
  );
}

/** We do not check whether another operation caused this state; a person decides. */
const noOthers = (): Promise<undefined> => Promise.resolve(undefined);

/** The object by its id, where it need not be told from others; undefined where the provider did not say. */
async function lookAt(
  lookups: LookupContext,
  one: OpenOperation,
  id: string,
): Promise<readonly ObservedObject[] | undefined> {
  const list = listOf(one);
  if (list !== undefined) {
    const found = await readListed(lookups.access, list, { ...lookups.call, id });
    return found.kind === 'done' ? [found] : undefined;
  }
  const { showsEffect = vouchedBy(one.contract) } = one.contract;
  const vouched = { ...one, contract: { ...one.contract, showsEffect } };
  const lookup = await lookUpObject(lookups, vouched, noOthers);
  return lookup && [...lookup.observed, ...(lookup.couldBe ?? [])];
}

/** If nothing tells an operation's change from another's, it is enough that the object exists: a person vouches for it. */
const vouchedBy =
  ({ parse }: AnyContract): NonNullable<AnyContract['showsEffect']> =>
  (found, request) => {
    const object = parse(found, request);
    return { kind: 'seen', objects: object === undefined ? [] : [object] };
  };

function notShown(
  what: string,
  provider: string,
  { line: { providerStatus }, gap }: { line: LogLine; gap: string | undefined },
): UsageError {
  const status =
    providerStatus === undefined ? 'no answer' : `its last answer was ${providerStatus}`;
  const isMisread = providerStatus === 200 && gap !== undefined;
  const answer = isMisread ? `its answer is not understood: ${gap}` : status;
  const remedy =
    providerStatus === 401
      ? 'See that its secret key is right'
      : 'See that what was asked is right';
  return new UsageError(`${provider} did not show ${what} (${answer}). ${remedy}, or try later.`);
}

/**
 * @throws UsageError where the provider's secret can't be had, or is that of another account than the operation's
 */
export async function openProviderReader(
  target: Target,
  one: OpenOperation,
): Promise<ProviderReader> {
  const { record, provider } = one;
  const access = target.destinationOf(provider);
  const secret = await secretOf(access);
  if (secret.account !== record.account) {
    throw new UsageError(
      `${record.id} was sent to the account ${record.account}, and the secret is of ${secret.account}. Use the secret of ${record.account}.`,
    );
  }
  const line: LogLine = { time: '', requestId: '', operation: record.operation };
  const call = { secret, signal: AbortSignal.timeout(timeoutMs), line };
  let gap: string | undefined;
  const report = (_: unknown, { why }: About): void => {
    gap = why;
  };
  const lookups = { access, call, now: target.now, report };
  const didNotShow = (what: string): UsageError => notShown(what, provider.name, { line, gap });
  return {
    lookUp: async () => {
      const lookup = await lookUp(lookups, one);
      if (lookup === undefined) throw didNotShow(`what became of ${record.id}`);
      return lookup;
    },
    objectOf: async (id) => {
      const observed = await lookAt(lookups, one, id);
      if (observed === undefined) throw didNotShow(id);
      const [first] = observed;
      const seen = observed.find(({ object }) => object.id === id) ?? first;
      if (seen?.object.id === id) return seen;
      const shown = seen === undefined ? 'nothing of it' : seen.object.id;
      throw new UsageError(
        `${id} is not what ${record.id} made or changed: ${provider.name} shows ${shown} there. Look for the right id.`,
      );
    },
  };
}
