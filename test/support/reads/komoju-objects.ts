import type { EpochMs } from '../../../functions/platform/clock.ts';
import type { TestAnswer } from './provider-server.ts';

/* What KOMOJU answers to reads, as its documents show it, for tests that answer in its place. */

/** A moment as KOMOJU writes it. */
export const written = (moment: number): string =>
  `${new Date(moment).toISOString().slice(0, 19)}Z`;

/** A payment that was made at a moment; with a reference, by that operation. */
export const paymentAt = (
  made: { readonly id: string; readonly at: EpochMs; readonly reference?: string },
  changes: object = {},
): Record<string, unknown> => ({
  id: made.id,
  status: 'captured',
  amount: 1000,
  currency: 'JPY',
  metadata: made.reference === undefined ? {} : { gateway_operation: made.reference },
  created_at: written(made.at),
  captured_at: written(made.at),
  refunds: [],
  ...changes,
});

/** The page that is asked for of a list of these pages. */
export function pageOf(
  url: URL,
  pages: readonly (readonly unknown[])[],
  changes: object = {},
): TestAnswer {
  const page = Number(url.searchParams.get('page'));
  const data = pages[page - 1] ?? [];
  return { body: { data, total: pages.flat().length, page, last_page: pages.length, ...changes } };
}

/** An error as KOMOJU says it. */
export const errorWith = (code: string, status: number): TestAnswer => ({
  status,
  body: { error: { code, message: code, param: null, details: {} } },
});
