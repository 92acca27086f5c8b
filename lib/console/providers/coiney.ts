import type { Methods } from './dashboard.ts';

/** Its links are paid by card, whatever else it may offer: its create knows no other method, and its answers name none. */
export const coineyMethods: Methods = { names: {}, only: 'card' };
