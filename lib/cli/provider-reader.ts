import type { Destination } from '../../functions/providers/call.ts';
import { listOf, type Case, type Catalogue } from '../../functions/recovery/open-operation.ts';
import { minuteMs } from '../../functions/platform/clock.ts';
import { causeOf, type Line } from '../../functions/platform/log.ts';
import { lookAtObject, lookFor, type Looking } from '../../functions/recovery/lookups.ts';
import type { Look, Sight } from '../../functions/recovery/conclude.ts';
import type { ProviderSecret } from '../../functions/platform/secrets.ts';
import { readFound } from '../../functions/recovery/walk-list.ts';
import { UsageError } from '../local/host/usage-error.ts';
import type { Site } from './targets.ts';

/* How a person's machine reads a provider for one operation: by the code that the reconciler reads with. */

/** A list of 50,000 payments is read within it. */
const patienceMs = 5 * minuteMs;

/** A provider that can be read for an operation. */
export type ProviderDesk = {
  /** A whole look for what the operation did. @throws UsageError where the provider did not say */
  readonly look: () => Promise<Look>;
  /** What the operation made or changed, by its id, as it stands now. @throws UsageError where it is not shown */
  readonly sightOf: (id: string) => Promise<Sight>;
};

async function secretOf({ provider, secret }: Destination): Promise<ProviderSecret> {
  let current: ProviderSecret;
  try {
    current = await secret.current();
  } catch (error) {
    const cause = causeOf((error as Error).cause) ?? 'no answer';
    throw new UsageError(
      `The secret of ${provider.name} cannot be read (${cause}). See that it is the right one and that you may read it.`,
    );
  }
  if (current.secretKey !== '') return current;
  throw new UsageError(`The secret of ${provider.name} is empty. Fill in its secretKey first.`);
}

/** Whom other operations may have to thank for a state is not asked: a person decides. */
const noNeighbours = (): Promise<undefined> => Promise.resolve(undefined);

/** The object by its id, where it need not be told from others; undefined where the provider did not say. */
async function lookAt(
  looking: Looking,
  one: Case,
  id: string,
): Promise<readonly Sight[] | undefined> {
  const list = listOf(one);
  if (list !== undefined) {
    const found = await readFound(looking.destination, list, { ...looking.asking, id });
    return found.kind === 'done' ? [found] : undefined;
  }
  // Where nothing tells an operation's change from another's, that the object is there must do: it is a person's word.
  const { shows = one.contract.tell } = one.contract;
  const vouched = { ...one, contract: { ...one.contract, shows } };
  return (await lookAtObject(looking, vouched, noNeighbours))?.sights;
}

function didNotShow(what: string, provider: string, { providerStatus }: Line): UsageError {
  const answer =
    providerStatus === undefined ? 'no answer' : `its last answer was ${providerStatus}`;
  const remedy =
    providerStatus === 401
      ? 'See that its secret key is right'
      : 'See that what was asked is right';
  return new UsageError(`${provider} did not show ${what} (${answer}). ${remedy}, or try later.`);
}

/**
 * @throws UsageError where the provider's secret can't be had, or is that of another account than the operation's
 */
export async function openDesk(
  site: Site,
  one: Case,
  { providers }: Catalogue,
): Promise<ProviderDesk> {
  const { entry } = one;
  const provider = providers.find(({ name }) => name === one.provider);
  if (provider === undefined) throw new Error(`The provider ${one.provider} is not there.`);
  const destination = site.destinationOf(provider);
  const secret = await secretOf(destination);
  if (secret.account !== entry.account) {
    throw new UsageError(
      `${entry.id} was sent to the account ${entry.account}, and the secret is of ${secret.account}. Use the secret of ${entry.account}.`,
    );
  }
  const line: Line = { time: '', requestId: '', operation: entry.operation };
  const asking = { secret, signal: AbortSignal.timeout(patienceMs), line };
  const looking = { destination, asking, now: site.now };
  return {
    look: async () => {
      const look = await lookFor(looking, one);
      if (look === undefined) throw didNotShow(`what became of ${entry.id}`, one.provider, line);
      return look;
    },
    sightOf: async (id) => {
      const sights = await lookAt(looking, one, id);
      if (sights === undefined) throw didNotShow(id, one.provider, line);
      const [sight] = sights;
      if (sight?.told.object === id) return sight;
      const shown = sight === undefined ? 'nothing of it' : sight.told.object;
      throw new UsageError(
        `${id} is not what ${entry.id} made or changed: ${one.provider} shows ${shown} there. Look for the right id.`,
      );
    },
  };
}
