import { isPast, type EpochMs } from '../../platform/clock.ts';
import type { DatedObject } from '../../providers/list-search.ts';

/**
 * Whether a list comes newest first, as far as it was read. A list that takes no times need then not be read further than
 * to what is too old. No document of such a provider's says in which order its list is.
 */
export type ListOrder = {
  /** Is given the objects of each page in their order. */
  readonly see: (objects: readonly Pick<DatedObject, 'at'>[]) => void;
  /** Whether an object was newer than one that came before it. */
  readonly isBroken: () => boolean;
  /**
   * Whether all that follows is older than a moment: what was seen came newest first, of more than one time, and its last
   * is older than that.
   */
  readonly isBefore: (moment: EpochMs) => boolean;
};

export function listOrder(): ListOrder {
  let last: EpochMs | undefined;
  let [hasFallen, hasRisen] = [false, false];
  return {
    see: (objects) => {
      for (const { at } of objects) {
        hasRisen ||= last !== undefined && at > last;
        hasFallen ||= last !== undefined && at < last;
        last = at;
      }
    },
    isBroken: () => hasRisen,
    isBefore: (moment) => last !== undefined && hasFallen && !hasRisen && !isPast(moment, last),
  };
}
