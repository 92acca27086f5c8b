import { rowOf, type OperationId } from '../../../functions/operations.ts';
import { concurrently } from '../../../functions/platform/concurrently.ts';
import { mutationRequests, pathThere, type Maker } from '../../support/mutation-requests.ts';
import type { LoadOptions } from '../load.ts';
import { makerAt } from '../maker.ts';
import { driveToTheEnd, onStage, type Stage } from '../rounds.ts';
import { readIds, readTruth } from '../truth.ts';
import { act, intentOf, type Intent, type LayFault } from './client.ts';
import { isWrong, judgeIntent, type LiteralVerdict } from './judge.ts';
import { wantsOf, type Want } from './plan.ts';
import type { Sent } from './request.ts';

export type LiteralResult = {
  readonly intents: readonly Intent[];
  readonly verdicts: readonly LiteralVerdict[];
  readonly seconds: number;
  /** How far the clock of the local system was moved, in milliseconds. */
  readonly advancedMs: number;
  /** How often each kind of fault was laid. */
  readonly faults: ReadonlyMap<string, number>;
  readonly isTrue: boolean;
};

/** Lays faults in the way of requests, and counts them. */
export const layAt =
  ({ local, faults }: Stage): LayFault =>
  async ({ operation, request }, fault) => {
    const match = `${request.method} ${pathThere(request.path)}`;
    const there = { on: operation.split('.')[0], match };
    const laid: { on?: string; kind?: string } = { ...('on' in fault ? {} : there), ...fault };
    await local.fault(laid);
    const place = ['table', 'secrets'].includes(laid.on ?? '') ? laid.on : 'provider';
    const kind = `${place ?? ''} ${laid.kind ?? ''}`;
    faults.set(kind, (faults.get(kind) ?? 0) + 1);
  };

/** A request and key for what is wanted, as they are stored before the first try. */
export async function storedFor(
  { operation, number }: Pick<Want, 'operation' | 'number'>,
  make: Maker,
  run: string,
): Promise<Sent> {
  const request = await mutationRequests[operation]?.(make);
  if (request === undefined) throw new Error(`There is no request of ${operation}.`);
  return { operation, request, key: `${run}-${number}` };
}

/** The intent with its request and key, stored before the first try. */
export const beginIntent = async (want: Want, make: Maker, run: string): Promise<Intent> =>
  intentOf(want, await storedFor(want, make, `literal-${run}`));

/** Of what is harmless there may be two, of which one was told. */
export const judgedOperations = (Object.keys(mutationRequests) as OperationId[]).filter(
  (id) => rowOf(id).lookup !== 'harmless',
);

/** When recovery has ended, what became unknown nobody could be told any more. */
const layNothing: LayFault = () => Promise.resolve();

/** Lets clients act, beside recovery, until each was told what became of its intent, or only a person can say it. */
export const driveIntents = (stage: Stage, intents: readonly Intent[]): Promise<void> =>
  driveToTheEnd(stage, intents, (intent, isLast) =>
    act(stage.local, intent, { lay: isLast ? layNothing : layAt(stage), now: stage.now }),
  );

/**
 * Lets clients that obey the gateway's words literally have their intents executed while everything goes wrong, and
 * compares what they believe in the end with what the providers have.
 */
export const driveLiteral = (options: LoadOptions): Promise<LiteralResult> =>
  onStage(options, async (stage) => {
    const { seed, operations, callers, at } = options;
    const { local } = stage;
    const wants = wantsOf(seed, operations, judgedOperations);
    const make = makerAt(local.simulatorUrl);
    const startedAt = performance.now();
    const intents: Intent[] = [];
    await concurrently(wants, { workers: callers }, async (want) => {
      intents.push(await beginIntent(want, make, String(seed)));
      at('storing requests', `${intents.length}/${wants.length}`);
    });
    await driveIntents(stage, intents);
    at('comparing');
    const truth = await readTruth(local.simulatorUrl);
    const idOf = await readIds(local);
    const verdicts = intents.map((intent) => judgeIntent(intent, truth, idOf));
    const seconds = (performance.now() - startedAt) / 1000;
    const isTrue = !verdicts.some(isWrong);
    const advancedMs = stage.advancedMs();
    return { intents, verdicts, seconds, advancedMs, faults: stage.faults, isTrue };
  });
