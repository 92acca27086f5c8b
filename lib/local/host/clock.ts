/** The time of the local system: the machine's time plus an offset that the sandbox moves. */
export type LocalClock = {
  readonly now: () => number;
  readonly offsetMs: () => number;
  advance(ms: number): void;
};

/** A clock that starts at the machine's time. */
export function createClock(): LocalClock {
  let offsetMs = 0;
  return {
    now: () => Date.now() + offsetMs,
    offsetMs: () => offsetMs,
    advance: (ms) => {
      offsetMs += ms;
    },
  };
}
