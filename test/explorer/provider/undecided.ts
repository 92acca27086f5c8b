import type { Answer } from '../../../functions/providers/outcome.ts';
import type { Speech } from './speech.ts';

/** An error that does not say what became of the request. */
export type Undecided = {
  /** What it is called in a story, and by which a scenario may choose it. */
  readonly name: string;
  readonly answer: Answer;
  /** Whether it is given before a request is looked at: then this request was not executed, whatever others were. */
  readonly isBeforeAll?: true;
};

/**
 * A status that could be a clear no, but by somebody in between: not the provider's own error, though it is JSON and has
 * a type as Coiney's errors have (RFC 9457).
 */
const byProxy: Answer = {
  status: 403,
  contentType: 'application/problem+json',
  body: '{"type":"about:blank","title":"Forbidden","status":403}',
};

/**
 * One error of each kind that decides nothing, with a code that is in no list: another request with the key is under
 * way, the object is locked, it is too early, too many requests, the server is in trouble.
 */
export const undecidedBy = ({ error }: Pick<Speech, 'error'>): readonly Undecided[] => [
  { name: '403 by a proxy', answer: byProxy },
  ...[409, 423, 425, 503].map((status) => ({
    name: String(status),
    answer: error(status, 'new_code'),
  })),
  { name: '429', answer: error(429, 'new_code'), isBeforeAll: true },
];
