/* Written by `npm run generate` from functions/operations.ts. Do not edit. */
import type { Described } from './described.ts';
import { komoju } from './komoju/komoju.ts';
import { coiney } from './coiney/coiney.ts';

/** What is known of the API of each provider that has a folder here. */
export const described: Readonly<Record<string, Described>> = { komoju, coiney };
