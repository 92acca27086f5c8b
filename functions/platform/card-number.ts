import { mayHoldCardNumber } from './card-number/candidate.ts';
import { findCardNumbers } from './card-number/find.ts';
import { withDots } from './card-number/mask.ts';

/*
 * A card number has 13 to 19 digits of any script, a right check digit, and begins like the numbers of an issuer. What
 * nobody sees may stand in it, and what separates. A letter ends it. In a long id it is chance, unless an expiry or a
 * verification value stands beside it. The folder card-number/ has the parts.
 */

/** Whether a text holds a card number. It may have JSON's escapes. */
export const hasCardNumber = (text: string): boolean =>
  mayHoldCardNumber(text) && findCardNumbers(text, false).isFound;

function masked(text: string, isJson: boolean): string {
  if (!mayHoldCardNumber(text)) return text;
  const search = findCardNumbers(text, isJson);
  return search.isFound ? withDots(search) : text;
}

/** The text with every card number as 411111••••••1111: its first six and last four digits stay. */
export const maskCardNumbers = (text: string): string => masked(text, false);

/**
 * The same of JSON, which stays JSON: a number becomes a string. Everything else stays byte for byte.
 *
 * @param json valid JSON
 */
export const maskCardNumbersInJson = (json: string): string => masked(json, true);
