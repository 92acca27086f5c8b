/**
 * How a provider's lists answer. Besides the truth: without any filter, without the items of the last page though they
 * are counted, or without what is younger than an hour.
 */
export const listModes = ['true', 'ignore_filter', 'lose_page', 'lag'] as const;

export type ListMode = (typeof listModes)[number];

/** The mode that all providers' lists are in now; one serves the whole local system. */
export type Lists = { mode: ListMode };

export const truthfulLists = (): Lists => ({ mode: 'true' });

/** How far a list that lags is behind. */
const lagMs = 60 * 60 * 1000;

/** Whether a list may know of something yet that was created then. Both in milliseconds since 1970. */
export const isListed = ({ mode }: Lists, createdAt: number, now: number): boolean =>
  mode !== 'lag' || createdAt <= now - lagMs;

/** Whether the items of a page are lost. */
export const isLost = ({ mode }: Lists, page: number, lastPage: number): boolean =>
  mode === 'lose_page' && page >= lastPage;
