import { moment } from '../prospect.ts';
import type { Erasure, Fate } from './erase.ts';
import type { Subject } from './subject.ts';

const fates: Readonly<Record<Fate, string>> = {
  erased: 'erased',
  would_erase: 'would be erased',
  nothing_kept: 'no answer is kept',
  open: 'NOT ERASED: its outcome is not known, and its answer comes with it',
  unreadable: 'NOT ERASED: written by another version of the gateway',
  changed: 'NOT ERASED: it has changed meanwhile, or the table did not say',
};

/** One operation in one line. */
export function formatErasure({ id, record, fate }: Erasure): string {
  if (record === 'unreadable') return `${id}  ${fates[fate]}`;
  const { operation, state, firstAt } = record;
  return [id, moment(firstAt), operation, state.toLowerCase(), fates[fate]].join('  ');
}

const howToFinish: Readonly<Partial<Record<Fate, string>>> = {
  open: 'When it is completed, by its caller, by recovery or by operations resolve, say',
  unreadable: 'With the version of the gateway that wrote it, say',
  changed: 'Look at it with operations show; if its answer is still to go, say',
};

/** What is to be done about one that was not erased. */
export const formatLeft = ({ id, fate }: Erasure): string =>
  `${howToFinish[fate] ?? 'Say'}: operations erase --operation ${id}`;

const answers = (count: number): string => (count === 1 ? '1 answer' : `${String(count)} answers`);
const were = (count: number): string => (count === 1 ? 'was' : 'were');

/** What was done in all, and what no command can do. */
export function formatEnd(
  { kind, id }: Subject,
  { erasures, isWritten }: { erasures: readonly Erasure[]; isWritten: boolean },
): string {
  const of = `${kind} ${id}`;
  if (erasures.length === 0) {
    return kind === 'operation'
      ? `There is no ${of} on record.`
      : `No operation of ${of} is on record.`;
  }
  const count = (fate: Fate): number => erasures.filter((each) => each.fate === fate).length;
  const [done, possible] = [count('erased'), count('would_erase')];
  if (isWritten) {
    return `${answers(done)} of ${of} ${were(done)} erased. Point-in-time recovery keeps what was for 35 days more, a backup for as long as it is kept, and the provider has its own data.`;
  }
  if (possible === 0) return `Nothing of ${of} can be erased now.`;
  return `${answers(possible)} of ${of} would be erased, for good. Their claims stay. Nothing has been written: add --yes to do it.`;
}

/** One operation for a program. */
export const erasureView = ({ id, record, fate }: Erasure): object => ({
  id,
  operation: record === 'unreadable' ? null : record.operation,
  state: record === 'unreadable' ? 'unreadable' : record.state.toLowerCase(),
  answer: fate,
});
