/** Whether a path, without a query, is a place or below it. */
export const isBelow = (place: string, path: string): boolean =>
  path === place || path.startsWith(`${place}/`);
