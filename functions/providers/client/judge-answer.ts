import type { Answer, Outcome, ProviderObject } from '../outcome.ts';
import type { Provider } from '../provider.ts';

/** What a body says: null where it is empty, undefined where it can't be read. */
function parsed(body: string): unknown {
  if (body.trim() === '') return null;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

type Rules = Pick<Provider, 'errorCode' | 'rejectionCodes'>;

/**
 * Statuses by which a server says that it has judged a request and will not do it. With the provider's own error beside
 * it that is a no, even if nobody has listed the code yet. Not among them are those that speak of another request, of
 * time or of rate (409, 423, 425, 429): a repetition of what was executed could get one.
 */
const clearNo: ReadonlySet<number> = new Set([400, 402, 403, 404, 405, 406, 413, 415, 422]);

/** What an answer means that is no yes. */
function judgeNo(answer: Answer, body: unknown, { errorCode, rejectionCodes }: Rules): Outcome {
  const code = errorCode(body);
  if (answer.status === 409) return { kind: 'unknown', why: 'in_flight', answer, code };
  if (answer.status < 300) return { kind: 'unknown', why: 'garbled', code };
  if (answer.status < 400) return { kind: 'unknown', why: 'redirected' };
  if (code !== undefined && rejectionCodes.has(code)) return { kind: 'rejected', answer, code };
  return code !== undefined && clearNo.has(answer.status)
    ? { kind: 'rejected', answer, code, isUnlisted: true }
    : { kind: 'unknown', why: 'unlisted', answer, code };
}

/**
 * What an answer means. A known rejection code is believed whatever the status is, because a provider may decline
 * cards with 502; an unknown one only with a status that is a clear no. A 401 is about our key and a 429 about our rate: neither was executed. A 409 says that our key is in flight.
 *
 * @param parse reads what the ledger needs of an answer that says yes: of null if it has no body, of undefined if it
 *   can't be read; gives undefined where it is not what was expected
 */
export function judgeAnswer(
  answer: Answer,
  provider: Rules,
  parse: (body: unknown) => ProviderObject | undefined,
): Outcome {
  const { status } = answer;
  if (status === 401) return { kind: 'not_attempted', why: 'unauthorized' };
  if (status === 429) return { kind: 'not_attempted', why: 'throttled' };
  const body = parsed(answer.body);
  const object = status >= 200 && status < 300 ? parse(body) : undefined;
  return object === undefined ? judgeNo(answer, body, provider) : { kind: 'done', answer, object };
}
