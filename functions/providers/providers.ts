/* Written by `npm run generate` from functions/operations.ts. Do not edit. */
import { komoju } from './komoju/komoju.ts';
import { coiney } from './coiney/coiney.ts';
import type { Provider } from './provider.ts';

/** Every provider that has a row in the table of operations. */
export const providers: readonly Provider[] = [komoju, coiney];
