/** A record of choices. It is replayed first; behind its end the first way is taken each time, and recorded. */
export type Tape = {
  readonly choices: readonly number[];
  /** Picks one of several ways; a single one is no choice and is not recorded. */
  choose(ways: number): number;
  /** Whether all that was recorded has been replayed: what comes now was never seen before. */
  isNew(): boolean;
};

export type WindingTape = Tape & {
  /** Winds back, and turns the last choice that has another way to it; false if all have been gone. */
  next(): boolean;
};

/** Goes through every sequence of choices, depth first. */
export function createTape(recorded: readonly number[] = []): WindingTape {
  const choices = [...recorded];
  const ways: number[] = [];
  let position = 0;
  return {
    choices,
    choose: (count) => {
      if (count === 1) return 0;
      ways[position] = count;
      const choice = (choices[position] ??= 0);
      if (choice >= count) throw new Error(`The tape has no way ${choice} of ${count}.`);
      position += 1;
      return choice;
    },
    isNew: () => position === choices.length,
    next: () => {
      position = 0;
      while (choices.length > 0) {
        const last = choices.length - 1;
        const turned = (choices[last] ?? 0) + 1;
        if (turned < (ways[last] ?? 0)) {
          choices[last] = turned;
          return true;
        }
        choices.pop();
      }
      return false;
    },
  };
}

/** As it is typed: `0.2.1`. */
export const writeTape = (choices: readonly number[]): string => choices.join('.');

export const readTape = (text: string): number[] =>
  text === '' ? [] : text.split('.').map(Number);
