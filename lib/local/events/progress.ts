import * as z from 'zod';
import { readStoredJson, writeStoredJson } from '../../host/stored-json.ts';
import type { StreamPosition } from './stream-reader.ts';

const Stored = z.object({ stream: z.string(), position: z.record(z.string(), z.string()) });

/** How far a stream was carried to its end: what was begun after that is begun again after a restart. */
export type Progress = {
  readonly position: StreamPosition;
  /** Notes a record that is under way; what it returns says that nothing more comes of it. */
  readonly begin: (shard: string, sequenceNumber: string) => () => void;
};

type Entry = { readonly sequenceNumber: string; isDone: boolean };

/**
 * Keeps the position up to which every record was carried to its end, in a file where there is one. A record that ends
 * before an older one moves it only when that one has ended, so none is lost.
 *
 * @param stream another stream, of a table that was created anew, begins at its oldest record
 */
export function openProgress(stream: string, file: string | undefined): Progress {
  const stored = file === undefined ? undefined : readStoredJson(file, Stored);
  const position: Record<string, string> = stored?.stream === stream ? stored.position : {};
  const underWay = new Map<string, Entry[]>();
  let isSaving = false;

  const save = () => {
    if (file === undefined || isSaving) return;
    isSaving = true;
    setImmediate(() => {
      isSaving = false;
      writeStoredJson(file, { stream, position });
    });
  };

  return {
    position: { ...position },
    begin: (shard, sequenceNumber) => {
      const entries = underWay.get(shard) ?? [];
      underWay.set(shard, entries);
      const entry = { sequenceNumber, isDone: false };
      entries.push(entry);
      return () => {
        entry.isDone = true;
        if (entries[0] !== entry) return;
        for (let first: Entry | undefined = entry; first?.isDone === true; [first] = entries) {
          position[shard] = first.sequenceNumber;
          entries.shift();
        }
        save();
      };
    },
  };
}
