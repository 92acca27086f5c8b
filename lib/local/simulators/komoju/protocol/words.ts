import { rejection } from './errors.ts';
import { isGiven, type Fields } from './fields.ts';

/** One of some words, or the word that counts where the request has none. */
export function readWord<Word extends string>(
  fields: Fields,
  name: string,
  { words, otherwise }: { readonly words: readonly Word[]; readonly otherwise: Word },
): Word {
  const given = fields[name];
  if (!isGiven(given)) return otherwise;
  const word = words.find((each) => each === given);
  if (word === undefined) {
    throw rejection('invalid_parameter', name, `must be one of ${words.join(', ')}`);
  }
  return word;
}

/** The languages of KOMOJU's pages. Schema in KOMOJU's Ruby client (seen 2026). */
export const locales = ['ja', 'en', 'ko'] as const;

export type Locale = (typeof locales)[number];
