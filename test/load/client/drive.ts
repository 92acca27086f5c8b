import { concurrently } from '../../../functions/platform/concurrently.ts';
import {
  startClient,
  type ClientProcess,
  type Language,
} from '../../support/client/client-process.ts';
import { layAt, storedFor } from '../literal/drive.ts';
import { isWrong, judgeIntent, type LiteralVerdict } from '../literal/judge.ts';
import { declined } from '../literal/plan.ts';
import type { LoadOptions } from '../load.ts';
import { makerAt } from '../maker.ts';
import { driveToTheEnd, onStage, type Stage } from '../rounds.ts';
import { readIds, readTruth } from '../truth.ts';
import { startNetwork, type Network } from './network.ts';
import { wantsOf, type Accident } from './plan.ts';
import { act, intentOf, type Intent } from './shop.ts';

/** What came of the intents of one client. */
export type ClientResult = {
  readonly language: Language;
  readonly intents: readonly Intent[];
  readonly verdicts: readonly LiteralVerdict[];
  /** How often the client's process was killed. */
  readonly deaths: number;
};

export type ClientsResult = {
  readonly clients: readonly ClientResult[];
  readonly seconds: number;
  /** How far the clock of the local system was moved, in milliseconds. */
  readonly advancedMs: number;
  /** How often each kind of fault was laid. */
  readonly faults: ReadonlyMap<string, number>;
  readonly isTrue: boolean;
};

/** A client that runs, with what its shop wants. */
type Shop = {
  readonly language: Language;
  readonly intents: readonly Intent[];
  readonly client: ClientProcess;
  calls: number;
  deaths: number;
};

/** What is in the way of an intent's next request: its fault is laid, and what happens on the network is given. */
async function nextAccident(stage: Stage, intent: Intent): Promise<Accident | undefined> {
  const { want, stored, requests, isUndisturbed } = intent;
  const { fault, accident } = (isUndisturbed ? undefined : want.troubles[requests]) ?? {};
  intent.requests += 1;
  const lay = layAt(stage);
  // The path of a create is everybody's: there it is the card that is declined.
  const isDeclined = want.isDeclined && !want.operation.endsWith('.create');
  if (requests === 0 && isDeclined) await lay(stored, declined);
  if (fault !== undefined) await lay(stored, fault);
  return accident;
}

/** The network between clients and the stage, on which each intent meets its troubles. */
function networkOf(stage: Stage, intents: readonly Intent[]): Promise<Network> {
  const byKey = new Map(intents.map((intent) => [intent.stored.key, intent]));
  return startNetwork(stage.local.url, async (key) => {
    const intent = byKey.get(key.replace(/\..*$/, ''));
    return intent === undefined ? undefined : nextAccident(stage, intent);
  });
}

/** The intents of one client, each stored before its first call. */
async function storedIntents(
  { local, options: { callers, at } }: Stage,
  language: Language,
  { seed, operations }: LoadOptions,
): Promise<readonly Intent[]> {
  const make = makerAt(local.simulatorUrl);
  const intents: Intent[] = [];
  await concurrently(wantsOf(seed, operations), { workers: callers }, async (want) => {
    intents.push(intentOf(want, await storedFor(want, make, `${language}-${seed}`)));
    at('storing requests', `${language} ${intents.length}/${operations}`);
  });
  return intents;
}

/**
 * Between two deaths of a client's process so many calls come to an end: then whatever is under way is lost. Calls that
 * died don't count, and with many at once there are more between, or hardly one would live to its end.
 */
const callsPerDeath = (callers: number): number => Math.max(250, 4 * callers);

/** One call of a shop, after which its client's process is killed now and then. */
async function callOnce(
  shop: Shop,
  intent: Intent,
  { callers, ...at }: Parameters<typeof act>[2] & { readonly callers: number },
): Promise<void> {
  // Recovery has ended: what became unknown now, nobody could be told any more.
  intent.isUndisturbed = at.isLast;
  await act(shop.client, intent, at);
  if (intent.outcomes.at(-1) === 'died') return;
  shop.calls += 1;
  // In the last rounds each shop is to be told.
  if (at.isLast || shop.calls % callsPerDeath(callers) !== 0) return;
  shop.deaths += 1;
  await shop.client.die();
}

/**
 * Lets lib/client carry out intents while everything goes wrong, in processes of their own that die now and then, and
 * compares what its shops believe in the end with what the providers have. So many intents for each language.
 */
export const driveClients = (
  languages: readonly Language[],
  options: LoadOptions,
): Promise<ClientsResult> =>
  onStage(options, async (stage) => {
    const { local, faults, now } = stage;
    const startedAt = performance.now();
    const stored = new Map<Language, readonly Intent[]>();
    for (const each of languages) stored.set(each, await storedIntents(stage, each, options));
    const network = await networkOf(stage, [...stored.values()].flat());
    const shops = await Promise.all(
      [...stored].map(async ([language, intents]): Promise<Shop> => {
        const client = await startClient(language, { url: network.url, key: 'gk_local_admin' });
        return { language, intents, client, calls: 0, deaths: 0 };
      }),
    );
    const shopOf = new Map(shops.flatMap((shop) => shop.intents.map((each) => [each, shop])));
    await driveToTheEnd(stage, [...shopOf.keys()], async (intent, isLast) => {
      const shop = shopOf.get(intent);
      if (shop !== undefined)
        await callOnce(shop, intent, { now, isLast, callers: options.callers });
    });
    for (const { client } of shops) await client.close();
    await network.close();
    options.at('comparing');
    const truth = await readTruth(local.simulatorUrl);
    const idOf = await readIds(local);
    const clients = shops.map(({ language, intents, deaths }) => {
      const verdicts = intents.map((intent) => judgeIntent(intent, truth, idOf));
      return { language, intents, verdicts, deaths };
    });
    const seconds = (performance.now() - startedAt) / 1000;
    const isTrue = !clients.some(({ verdicts }) => verdicts.some(isWrong));
    return { clients, seconds, advancedMs: stage.advancedMs(), faults, isTrue };
  });
