import { concurrently } from '../../functions/platform/concurrently.ts';
import { localSystem, type LocalSystem } from '../support/local.ts';
import { advance } from './advance.ts';
import type { LoadOptions } from './load.ts';
import { reconcileBeside, reconcileToTheEnd } from './recovery.ts';

/** One intent of a client: it is open until the client believes that it was executed (`done`) or not (`given_up`). */
export type Waiting = {
  readonly conclusion: 'open' | 'done' | 'given_up';
  /** When its client acts again, by its own clock, in milliseconds. */
  actsAt: number;
};

/** The local system as clients use it that wait for hours: its clock is moved on when all of them wait. */
export type Stage = {
  readonly local: LocalSystem;
  readonly options: Pick<LoadOptions, 'callers' | 'at'>;
  /** How often each kind of fault was laid. */
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

/** Lets one client act once. `isLast`: recovery is at its end, and the clock is moved no more. */
export type Act<Each> = (each: Each, isLast: boolean) => Promise<void>;

const isOpen = ({ conclusion }: Waiting): boolean => conclusion === 'open';

/** By then most clients were told; the rest, who wait for an hour each, asks again when recovery is at its end. */
const roundsMost = 24;

const lastRounds = 4;

/** In the last rounds nearly everybody waits for what only a person can say: so many times as many wait at once. */
const moreAtLast = 4;

/** Lets clients act until none is open. When all wait, the clock goes on to where half of them wait no more. */
async function actToTheEnd<Each extends Waiting>(
  stage: Stage,
  intents: readonly Each[],
  act: { readonly each: Act<Each>; readonly isLast: boolean },
): Promise<void> {
  const most = act.isLast ? lastRounds : roundsMost;
  const workers = stage.options.callers * (act.isLast ? moreAtLast : 1);
  for (let round = 1; round <= most; round += 1) {
    const open = intents.filter(isOpen);
    if (open.length === 0) return;
    stage.options.at(`round ${round}`, `${open.length} open`);
    const times = open.map(({ actsAt }) => actsAt).sort((one, other) => one - other);
    const restMs = (times[Math.floor(times.length / 2)] ?? 0) - stage.now();
    if (restMs > 0) await stage.advance(Math.ceil(restMs));
    const at = stage.now();
    const due = open.filter(({ actsAt }) => actsAt <= at);
    await concurrently(due, { workers }, (each) => act.each(each, act.isLast));
  }
}

/** Lets clients act, beside recovery, until each was told what became of its intent, or only a person can say it. */
export async function driveToTheEnd<Each extends Waiting>(
  stage: Stage,
  intents: readonly Each[],
  each: Act<Each>,
): Promise<void> {
  const recovery = reconcileBeside(stage.local);
  await actToTheEnd(stage, intents, { each, isLast: false });
  const reconciled = await recovery.stop();
  await reconcileToTheEnd(stage.local, reconciled, stage.options.at);
  // The clock is past every wait by now.
  for (const intent of intents) intent.actsAt = 0;
  await actToTheEnd(stage, intents, { each, isLast: true });
}

/** Starts the local system for clients, and closes it after them. */
export async function onStage<Result>(
  options: LoadOptions,
  play: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  options.at('starting');
  const { assembly } = options;
  const local = await localSystem(assembly === undefined ? {} : { assembly });
  try {
    return await play(stageOf(local, options));
  } finally {
    await local.close();
  }
}
