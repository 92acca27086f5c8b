import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { readStoredJson, writeStoredJson } from '../../host/stored-json.ts';
import type { RequestEntry } from '../sandbox/request-log.ts';
import type { Recall } from './simulator.ts';

/** What the providers remember: their states by name, and the requests that they received. */
export type Memory = {
  readonly recall: Recall;
  readonly requests: RequestEntry[];
  /** Stores all changes, so that they survive a restart; does nothing without a file. */
  save(): void;
};

/** The content of the file: states by provider, and the requests. The simulators wrote them, so they are not checked. */
const Stored = z.looseObject({ requests: z.array(z.custom<RequestEntry>()).default([]) });
type Stored = z.infer<typeof Stored>;

/**
 * Opens the providers' memory. A provider does not forget payments when the local system restarts, so with a data
 * directory the memory is a file. It is written to a second file and renamed, so that a kill leaves the old state or
 * the new one.
 */
export function openMemory(file?: string): Memory {
  const stored = file === undefined ? undefined : readStoredJson(file, Stored);
  const { requests, ...saved }: Stored = stored ?? { requests: [] };
  const state: Stored = { requests };
  const recall: Recall = (name, empty) => {
    // A file of an older version may lack members that a newer version has.
    const recalled = Object.assign(empty, saved[name]);
    state[name] = recalled;
    return recalled;
  };
  if (file === undefined) return { recall, requests, save: () => undefined };

  mkdirSync(dirname(file), { recursive: true });
  return {
    recall,
    requests,
    save() {
      writeStoredJson(file, state);
    },
  };
}
