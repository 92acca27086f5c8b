declare const unit: unique symbol;

/** Milliseconds since 1970-01-01T00:00Z, as `Date.now()` gives them. A type of its own, so that no duration passes for it. */
export type EpochMs = number & { readonly [unit]: 'epoch_ms' };

/** Before anything that anyone dates. */
export const startOfTime = 0 as EpochMs;

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** How far a provider's clock may differ from ours, in milliseconds. */
export const skewMs = 5 * minuteMs;

/** The current time. No other place reads the clock. */
export const now = (): EpochMs => Date.now() as EpochMs;

/** Waits; nothing that decides about money does. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** The moment `ms` milliseconds after (or, if negative, before) another. */
export const after = (moment: EpochMs, ms: number): EpochMs => (moment + ms) as EpochMs;

/** The earlier of two moments. */
export const earlier = (one: EpochMs, other: EpochMs): EpochMs => Math.min(one, other) as EpochMs;

/** Whether a moment is past at the time `at`; it is past from its own millisecond on. */
export const isPast = (moment: EpochMs, at: EpochMs): boolean => moment <= at;
