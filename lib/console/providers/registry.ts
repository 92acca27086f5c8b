import { coineyMethods } from './coiney.ts';
import type { Dashboard, Methods } from './dashboard.ts';
import { komoju, komojuMethods } from './komoju.ts';

/** The dashboards that are known, by the providers' names. */
export const dashboards: Readonly<Record<string, Dashboard>> = { komoju };

const methods: Readonly<Record<string, Methods>> = {
  komoju: komojuMethods,
  coiney: coineyMethods,
};

/** How a payment is paid, in the console's word; null where nobody says it. */
export function methodOf(provider: string, word: string | undefined): string | null {
  const { names = {}, only = null } = methods[provider] ?? {};
  if (word === undefined) return only;
  return (Object.hasOwn(names, word) ? names[word] : undefined) ?? word.replaceAll('_', ' ');
}
