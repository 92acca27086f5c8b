/**
 * How a provider's lists answer. `true`: correctly. `ignore_filter`: as if the request had no filter. `lose_page`: with
 * an empty last page, although its items are counted. `lag`: without objects that are younger than an hour.
 */
export const listModes = ['true', 'ignore_filter', 'lose_page', 'lag'] as const;

export type ListMode = (typeof listModes)[number];

/** The current mode of all providers' lists; one serves the whole local system. */
export type Lists = { mode: ListMode };

export const truthfulLists = (): Lists => ({ mode: 'true' });

/** How old an object is before a lagging list contains it. */
const lagMs = 60 * 60 * 1000;

/** Whether a list already contains an object that was created then. Both times are in milliseconds since 1970. */
export const isListed = ({ mode }: Lists, createdAt: number, now: number): boolean =>
  mode !== 'lag' || createdAt <= now - lagMs;

/** Whether the items of a page are lost. */
export const isLost = ({ mode }: Lists, page: number, lastPage: number): boolean =>
  mode === 'lose_page' && page >= lastPage;
