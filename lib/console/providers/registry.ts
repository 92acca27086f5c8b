import type { Dashboard } from './dashboard.ts';
import { komoju } from './komoju.ts';

/** The dashboards that are known, by the providers' names. */
export const dashboards: Readonly<Record<string, Dashboard>> = { komoju };
