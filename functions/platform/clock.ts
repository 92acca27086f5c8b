declare const unit: unique symbol;

/** Milliseconds since 1970-01-01T00:00Z: what `Date.now()` gives, and nothing else can be mistaken for it. */
export type EpochMs = number & { readonly [unit]: 'epoch_ms' };

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** How far a provider's clock may be from ours. */
export const skewMs = 5 * minuteMs;

/** The one place where the time is read. */
export const now = (): EpochMs => Date.now() as EpochMs;

/** The moment `ms` milliseconds after (or, if negative, before) another. */
export const after = (moment: EpochMs, ms: number): EpochMs => (moment + ms) as EpochMs;

/** Whether a moment has been reached: at its very millisecond it is past. */
export const isPast = (moment: EpochMs, at: EpochMs): boolean => moment <= at;
