import { append } from '../../host/bounded.ts';
import type { InvokeAsynchronously } from './asynchronous.ts';
import { busEvent, type BusEvent, type Put } from './event.ts';
import type { Rule } from './rule.ts';

/** More than a test puts. */
const maxKept = 10_000;

/** What was given up: an event that a function failed with, or a record of which no event could be made. */
export type DeadLetter = {
  readonly time: string;
  /** The function, or `pipe`. */
  readonly operation: string;
  readonly why: string;
  readonly errorMessage: string;
  /** The event or the record. */
  readonly content: unknown;
};

/** An event bus with its rules. */
export type Bus = {
  /** Puts an event; resolves when every function that it starts has ended, or was given up. */
  readonly put: (put: Put) => Promise<void>;
  /** Lists what is given up, and writes a line about it. */
  readonly giveUp: (letter: Omit<DeadLetter, 'time'>) => void;
  /** The newest ones, in the order in which they were put. */
  readonly events: readonly BusEvent[];
  readonly deadLetters: readonly DeadLetter[];
};

/** What a bus needs of its host. */
export type BusParts = {
  readonly rules: readonly Rule[];
  readonly invoke: InvokeAsynchronously;
  readonly now: () => number;
  readonly onLine: (line: string) => void;
};

/** Starts an empty bus. It keeps what was put for those who look, and hands it to the rules' functions. */
export function createBus({ rules, invoke, now, onLine }: BusParts): Bus {
  const events: BusEvent[] = [];
  const deadLetters: DeadLetter[] = [];

  const giveUp: Bus['giveUp'] = (letter) => {
    append(deadLetters, { time: new Date(now()).toISOString(), ...letter }, maxKept);
    const { operation, why, errorMessage } = letter;
    const told = `An event is given up: ${errorMessage}`;
    onLine(JSON.stringify({ level: 'ERROR', operation, why, errorMessage: told }));
  };

  const start = async ({ operation, inputOf }: Rule, event: BusEvent): Promise<void> => {
    let input: unknown;
    try {
      input = inputOf(event);
    } catch (error) {
      const errorMessage = (error as Error).message;
      giveUp({ operation, why: 'no_input', errorMessage, content: event });
      return;
    }
    const failure = await invoke(operation, input);
    if (failure === undefined) return;
    const { why, error } = failure;
    giveUp({ operation, why, errorMessage: error.errorMessage, content: event });
  };

  return {
    events,
    deadLetters,
    giveUp,
    put: async (put) => {
      const event = busEvent(put, now());
      append(events, event, maxKept);
      await Promise.all(
        rules.filter(({ matches }) => matches(event)).map((rule) => start(rule, event)),
      );
    },
  };
}
