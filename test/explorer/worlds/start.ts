import type { EpochMs } from '../../../functions/platform/clock.ts';

/** When every world begins. */
export const startAt = 1_800_000_000_000 as EpochMs;
