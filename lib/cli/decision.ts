import { userInfo } from 'node:os';
import { hasCardNumber } from '../../functions/platform/card-number.ts';
import type { ResolvedBy } from '../../functions/ledger/record.ts';
import { UsageMistake } from './usage-mistake.ts';
import { commandWording, type Wording } from './output/wording.ts';

/** What a person says became of an operation. */
export type Decision = {
  readonly id: string;
  /** The provider's id of what it made or changed; undefined where it was not executed. */
  readonly object: string | undefined;
  readonly by: ResolvedBy;
};

/** A decision as it was typed. */
export type DecisionOptions = {
  readonly object?: string | undefined;
  readonly notExecuted?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly actor?: string | undefined;
};

/** No control characters and no breaks of lines: it is shown in one. Counted as characters, not as their halves. */
const printable = /^[^\p{C}\p{Zl}\p{Zp}]{1,500}$/u;

/** Keys of the providers and of the gateway. */
const secretKey = /\b(sk|gk)_[a-z]+_\w/;

/** A text that goes on the record, where it stays as long as the record does. */
function textForRecord(option: string, text = ''): string {
  const trimmed = text.trim();
  if (!printable.test(trimmed)) {
    throw new UsageMistake(`The record needs ${option}, in one line of 1 to 500 characters.`);
  }
  if (hasCardNumber(trimmed)) {
    throw new UsageMistake(`What ${option} says holds a card number. Say it without: it is kept.`);
  }
  if (secretKey.test(trimmed)) {
    throw new UsageMistake(`What ${option} says holds a key. Say it without: it is kept.`);
  }
  return trimmed;
}

/** The user of this machine; none where the system has no name for it. */
export function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** @throws UsageMistake where it says nothing, two things, or what must not go on the record */
export function readDecision(
  id: string,
  options: DecisionOptions,
  wording: Wording = commandWording,
): Decision {
  const { object, notExecuted: isDenied = false } = options;
  if ((object === undefined) !== isDenied || object === '') {
    throw new UsageMistake(`Say what became of it: ${wording.both}.`);
  }
  const reason = textForRecord(wording.reason, options.reason);
  const actor = textForRecord(wording.actor, options.actor ?? userName());
  return { id, object, by: { actor, reason } };
}
