import { append } from '../../host/bounded.ts';

/** The newest lines of the functions' log, and who listens to what comes. */
export type Feed = {
  readonly add: (line: string) => void;
  /** Takes the newest lines and each that comes. @returns ends that */
  readonly listen: (take: (line: string) => void) => () => void;
};

/** As many as somebody reads who opens the page late. */
const keptLines = 100;

export function createFeed(): Feed {
  const lines: string[] = [];
  const listeners = new Set<(line: string) => void>();
  return {
    add: (line) => {
      append(lines, line, keptLines);
      for (const take of listeners) take(line);
    },
    listen: (take) => {
      lines.forEach(take);
      listeners.add(take);
      return () => {
        listeners.delete(take);
      };
    },
  };
}
