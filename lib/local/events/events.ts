import { setTimeout as delay } from 'node:timers/promises';
import type { TableStream } from '../aws/streams.ts';
import type { Invoke } from '../lambda/invocation.ts';
import type { LocalEventRule } from '../template/events/event-rules.ts';
import type { LocalPipe } from '../template/events/pipes.ts';
import { createAsynchronous } from './asynchronous.ts';
import { createBus, type Bus } from './bus.ts';
import { createPipe } from './pipe.ts';
import { openProgress } from './progress.ts';
import { createRule } from './rule.ts';
import { createStreamReader, type TakeRecord } from './stream-reader.ts';

/** The events of the local system. */
export type Events = Pick<Bus, 'events' | 'deadLetters'> & {
  /** Is told that something was written to the table. */
  readonly wrote: () => void;
  /**
   * Resolves when every write so far has come through, and every function that it started has ended.
   *
   * @param mostMs it resolves after that at the latest
   * @returns how many events are still on their way
   */
  readonly wait: (mostMs?: number) => Promise<number>;
  readonly close: () => void;
};

export type EventsParts = {
  readonly pipe: LocalPipe;
  readonly rules: readonly LocalEventRule[];
  readonly stream: TableStream;
  /** Where it is stored how far the stream was read; absent: each start reads it from its oldest record. */
  readonly file: string | undefined;
  readonly invoke: Invoke;
  readonly now: () => number;
  readonly onLine: (line: string) => void;
};

/** Below the time after which usual clients no longer wait for an answer. */
const idleMostMs = 240_000;

/** How long it waits to read again where the table's server has not answered. */
const againMs = 1000;

type Carrying = { readonly take: TakeRecord; readonly underWay: ReadonlySet<Promise<void>> };

/** Carries each record through the pipe and the bus, and notes its end. */
function carry(
  parts: EventsParts,
  bus: Bus,
  begin: ReturnType<typeof openProgress>['begin'],
): Carrying {
  const pass = createPipe(parts.pipe);
  const underWay = new Set<Promise<void>>();
  const take: TakeRecord = (shard, record) => {
    const end = begin(shard, record.dynamodb.SequenceNumber);
    try {
      const put = pass(record);
      if (put === undefined) {
        end();
        return;
      }
      const carried = bus.put(put).then(end);
      underWay.add(carried);
      void carried.finally(() => underWay.delete(carried));
    } catch (error) {
      const errorMessage = (error as Error).message;
      bus.giveUp({ operation: 'pipe', why: 'not_made', errorMessage, content: record });
      end();
    }
  };
  return { take, underWay };
}

/**
 * Carries what is written to the table over the pipe to the bus, and to the functions of its rules.
 *
 * @throws Error where the pipe or a rule has something that is not known here
 */
export function startEvents(parts: EventsParts): Events {
  const { stream, file, invoke, now, onLine } = parts;
  const closing = new AbortController();
  const rules = parts.rules.filter(({ bus }) => bus === parts.pipe.bus).map(createRule);
  const bus = createBus({
    rules,
    invoke: createAsynchronous(invoke, closing.signal),
    now,
    onLine,
  });
  const progress = openProgress(stream.arn, file);
  const { take, underWay } = carry(parts, bus, progress.begin);
  const reader = createStreamReader(stream, progress.position, (...read) => {
    if (!closing.signal.aborted) take(...read);
  });

  const wrote = () => {
    reader.readOn().catch((error: unknown) => {
      const errorMessage = (error as Error).message;
      const line = { level: 'ERROR', operation: 'pipe', why: 'not_read', errorMessage };
      // It is said when it is tried again: Ctrl-C ends the table's server too, maybe before it is known here.
      const again = (): void => {
        if (closing.signal.aborted) return;
        onLine(JSON.stringify(line));
        wrote();
      };
      setTimeout(again, againMs).unref();
    });
  };
  const allCarried = async (): Promise<void> => {
    do {
      await Promise.all(underWay);
      // What a function has written before it ended counts too.
      await reader.readOn();
    } while (underWay.size > 0);
  };
  wrote();
  return {
    events: bus.events,
    deadLetters: bus.deadLetters,
    wrote,
    wait: async (mostMs = idleMostMs) => {
      const over = new AbortController();
      const isLate = delay(mostMs, undefined, { signal: over.signal, ref: false });
      await Promise.race([allCarried(), isLate.catch(() => undefined)]);
      over.abort();
      return underWay.size;
    },
    close: () => {
      closing.abort();
    },
  };
}
