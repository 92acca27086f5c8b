/** Ends what was started, in the opposite order. */
export type Cleanup = {
  readonly add: (end: () => Promise<void> | void) => void;
  /** Ends everything that was added, once. A part that fails to end does not stop the rest. */
  readonly run: () => Promise<void>;
};

export function createCleanup(): Cleanup {
  const ends: (() => Promise<void> | void)[] = [];
  return {
    add: (end) => {
      ends.push(end);
    },
    run: async () => {
      const failures: unknown[] = [];
      for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
        try {
          await end();
        } catch (error) {
          failures.push(error);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'Some parts did not end.');
    },
  };
}
