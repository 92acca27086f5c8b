import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { emptyCoiney, type CoineyState } from './coiney/state.ts';
import { emptyKomoju, type KomojuState } from './komoju/state.ts';
import { readStoredJson } from '../host/stored-json.ts';
import type { RequestEntry } from '../sandbox/request-log.ts';

/** All that the providers remember: one plain object, which JSON can hold. */
export type SimulatorState = {
  komoju: KomojuState;
  coiney: CoineyState;
  requests: RequestEntry[];
};

export type Memory = {
  readonly state: SimulatorState;
  /** Makes what has changed survive a restart; does nothing without a file. */
  save(): void;
};

/** An object at least; what is in it, the simulators themselves have written. */
const Saved: z.ZodType<Partial<SimulatorState>> = z.looseObject({});

/** A file of an older version lacks what a newer one remembers besides. */
function recall(state: SimulatorState, saved: Partial<SimulatorState>): void {
  Object.assign(state.komoju, saved.komoju);
  Object.assign(state.coiney, saved.coiney);
  state.requests.push(...(saved.requests ?? []));
}

/**
 * Opens the providers' memory. A provider does not forget payments because somebody restarted the local system,
 * so with a data directory it is a file, and it is written beside itself and renamed: a kill leaves the old or
 * the new state, never half of one.
 */
export function openMemory(file?: string): Memory {
  const state: SimulatorState = {
    komoju: emptyKomoju(),
    coiney: emptyCoiney(),
    requests: [],
  };
  if (file === undefined) return { state, save: () => undefined };

  mkdirSync(dirname(file), { recursive: true });
  recall(state, readStoredJson(file, Saved) ?? {});
  return {
    state,
    save() {
      // Customers' names and addresses are in it: readable by its owner alone.
      writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
