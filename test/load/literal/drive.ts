import { rowOf, type OperationId } from '../../../functions/operations.ts';
import { concurrently } from '../../../functions/platform/concurrently.ts';
import { localSystem, type LocalSystem } from '../../support/local.ts';
import { mutationRequests, pathThere, type Maker } from '../../support/mutation-requests.ts';
import type { LoadOptions } from '../load.ts';
import { advance } from '../advance.ts';
import { makerAt } from '../maker.ts';
import { reconcileBeside, reconcileToTheEnd } from '../recovery.ts';
import { readIds, readTruth } from '../truth.ts';
import { act, intentOf, type Intent, type LayFault } from './client.ts';
import { isWrong, judgeIntent, type LiteralVerdict } from './judge.ts';
import { wantsOf, type Want } from './plan.ts';

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

/** The local system as these clients use it: its clock is moved on when all of them wait. */
export type Stage = {
  readonly local: LocalSystem;
  readonly options: Pick<LoadOptions, 'callers' | 'at'>;
  readonly faults: Map<string, number>;
  readonly now: () => number;
  readonly advance: (ms: number) => Promise<void>;
  readonly advancedMs: () => number;
};

/** A stage on a running system, before anything was moved or laid. */
export function stageOf(local: LocalSystem, options: Stage['options']): Stage {
  let advanced = 0;
  return {
    local,
    options,
    faults: new Map(),
    now: () => performance.now() + advanced,
    advance: async (ms) => {
      await advance(local, ms);
      advanced += ms;
    },
    advancedMs: () => advanced,
  };
}

const layAt =
  ({ local, faults }: Stage): LayFault =>
  async ({ stored, want }, fault) => {
    const match = `${stored.request.method} ${pathThere(stored.request.path)}`;
    const there = { on: want.operation.split('.')[0], match };
    const laid: { on?: string; kind?: string } = { ...('on' in fault ? {} : there), ...fault };
    await local.fault(laid);
    const place = ['table', 'secrets'].includes(laid.on ?? '') ? laid.on : 'provider';
    const kind = `${place ?? ''} ${laid.kind ?? ''}`;
    faults.set(kind, (faults.get(kind) ?? 0) + 1);
  };

/** The intent with its request and key, stored before the first try. */
export async function beginIntent(want: Want, make: Maker, run: string): Promise<Intent> {
  const request = await mutationRequests[want.operation]?.(make);
  if (request === undefined) throw new Error(`There is no request of ${want.operation}.`);
  const key = `literal-${run}-${want.number}`;
  return intentOf(want, { operation: want.operation, request, key });
}

const isOpen = ({ conclusion }: Intent): boolean => conclusion === 'open';

/** Lets every client whose time has come act once. */
async function actAll(stage: Stage, intents: readonly Intent[]): Promise<void> {
  const { local, options, now } = stage;
  const at = now();
  const due = intents.filter((intent) => isOpen(intent) && intent.actsAt <= at);
  await concurrently(due, { workers: options.callers }, async (intent) => {
    await act(local, intent, { lay: layAt(stage), now });
  });
}

/** By then most clients were told; the rest, who wait for an hour each, asks again when recovery is at its end. */
const roundsMost = 24;

/** Lets clients act until none is open. When all wait, the clock goes on to where half of them wait no more. */
async function actToTheEnd(stage: Stage, intents: readonly Intent[], most: number): Promise<void> {
  for (let round = 1; round <= most; round += 1) {
    const open = intents.filter(isOpen);
    if (open.length === 0) return;
    stage.options.at(`round ${round}`, `${open.length} open`);
    const times = open.map(({ actsAt }) => actsAt).sort((one, other) => one - other);
    const restMs = (times[Math.floor(times.length / 2)] ?? 0) - stage.now();
    if (restMs > 0) await stage.advance(Math.ceil(restMs));
    await actAll(stage, intents);
  }
}

const lastRounds = 4;

/** Lets clients act, beside recovery, until each was told what became of its intent, or only a person can say it. */
export async function driveIntents(stage: Stage, intents: readonly Intent[]): Promise<void> {
  const recovery = reconcileBeside(stage.local);
  await actToTheEnd(stage, intents, roundsMost);
  const reconciled = await recovery.stop();
  await reconcileToTheEnd(stage.local, reconciled, stage.options.at);
  // The clock is past every wait by now.
  for (const intent of intents) intent.actsAt = 0;
  await actToTheEnd(stage, intents, lastRounds);
}

/**
 * Lets clients that obey the gateway's words literally have their intents executed while everything goes wrong, and
 * compares what they believe in the end with what the providers have.
 */
export async function driveLiteral(options: LoadOptions): Promise<LiteralResult> {
  options.at('starting');
  const { assembly, seed } = options;
  const local = await localSystem(assembly === undefined ? {} : { assembly });
  try {
    const stage = stageOf(local, options);
    // Of what is harmless there may be two, of which one was told.
    const operations = (Object.keys(mutationRequests) as OperationId[]).filter(
      (id) => rowOf(id).lookup !== 'harmless',
    );
    const wants = wantsOf(seed, options.operations, operations);
    const make = makerAt(local.simulatorUrl);
    const startedAt = performance.now();
    const intents: Intent[] = [];
    await concurrently(wants, { workers: options.callers }, async (want) => {
      intents.push(await beginIntent(want, make, String(seed)));
      options.at('storing requests', `${intents.length}/${wants.length}`);
    });
    await driveIntents(stage, intents);
    options.at('comparing');
    const truth = await readTruth(local.simulatorUrl);
    const idOf = await readIds(local);
    const verdicts = intents.map((intent) => judgeIntent(intent, truth, idOf));
    const seconds = (performance.now() - startedAt) / 1000;
    const isTrue = !verdicts.some(isWrong);
    const advancedMs = stage.advancedMs();
    return { intents, verdicts, seconds, advancedMs, faults: stage.faults, isTrue };
  } finally {
    await local.close();
  }
}
