import type { EpochMs } from '../../functions/platform/clock.ts';

/*
 * The time of the simulation: it stands still while code runs, and goes on to the next moment that somebody waits for when
 * all of them wait.
 */

type Waiting = { readonly at: number; readonly order: number; readonly go: () => void };

let [at, count] = [0, 0];
/** A heap: the earliest is the first. */
const heap: Waiting[] = [];

const isBefore = (one: Waiting, other: Waiting): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

function get(index: number): Waiting {
  const waiting = heap[index];
  if (waiting === undefined) throw new Error('Nobody waits there.');
  return waiting;
}

function swap(one: number, other: number): void {
  [heap[one], heap[other]] = [get(other), get(one)];
}

function add(waiting: Waiting): void {
  let index = heap.push(waiting) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!isBefore(get(index), get(parent))) return;
    swap(index, parent);
    index = parent;
  }
}

function takeFirst(): Waiting | undefined {
  const [first] = heap;
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  heap[0] = last;
  for (let index = 0; ;) {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    let least = index;
    if (left < heap.length && isBefore(get(left), get(least))) least = left;
    if (right < heap.length && isBefore(get(right), get(least))) least = right;
    if (least === index) return first;
    swap(index, least);
    index = least;
  }
}

/** What time it is. */
export const now = (): EpochMs => at as EpochMs;

/** Waits until a moment. */
export const waitUntil = (moment: number): Promise<void> =>
  new Promise((go) => {
    count += 1;
    add({ at: Math.max(moment, at), order: count, go });
  });

/** Waits so many milliseconds: stands for the clock's own `pause`. */
export const pause = (ms: number): Promise<void> => waitUntil(at + ms);

/** Lets a process go on as long as it lives. */
export type Living = () => Promise<void>;

/** A process that dies at a moment: nothing of what it still does then comes to anything. */
export const livingUntil =
  (death: number): Living =>
  () =>
    at < death ? Promise.resolve() : new Promise(() => undefined);

/** Everything that can go on without waiting does. */
const allWait = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Lets time begin, and go on until a moment; then whatever still waits does so for ever. */
export async function runUntil(begin: number, end: number): Promise<void> {
  at = begin;
  for (;;) {
    await allWait();
    const next = takeFirst();
    if (next === undefined || next.at > end) return;
    at = next.at;
    next.go();
    // All of the same moment at once: it is they who take most of the simulation's own time.
    while (heap[0]?.at === at) takeFirst()?.go();
  }
}
