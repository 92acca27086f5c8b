/* Written by `npm run generate` from functions/operations.ts. Do not edit. */
import { simulator as komoju } from './komoju/simulator.ts';
import { simulator as coiney } from './coiney/simulator.ts';
import type { Simulator } from './simulator.ts';

/** All simulators. Faults and the printed example belong to the first one unless they name another. */
export const simulators: readonly [Simulator, ...Simulator[]] = [komoju, coiney];
