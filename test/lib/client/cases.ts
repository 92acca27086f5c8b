import type { Answered } from '../../support/client/scripted-gateway.ts';
import type { Call, Result } from '../../support/client/calls.ts';
import { says, error, paid, yes, html, done, anHour, record, kept } from './said.ts';

/** What a client is answered in turn, and what it makes of that. */
export type Case = {
  readonly answers: readonly Answered[];
  /** What `GET /gateway/v1/operations/{id}` answers in turn. */
  readonly record?: readonly Answered[];
  readonly call?: Pick<Call, 'intent' | 'isFirstTry' | 'withinMs'>;
  /** The operation: a payment is made if absent. */
  readonly operation?: string;
  readonly outcome: Partial<Result>;
  /** How often the request is sent, and the record read. */
  readonly sent: number;
  readonly read?: number;
};

const isDecided: Readonly<Record<string, Case>> = {
  'a yes': { answers: [yes], outcome: { ...done, operationId: 'op_ID' }, sent: 1 },
  'a yes without a body': {
    answers: [says(200, 'do_not_repeat', '', { 'content-type': 'text/plain' })],
    outcome: { outcome: 'done', status: 200 },
    sent: 1,
  },
  'a decline, which is a 502': {
    answers: [error(502, 'new_request_allowed', 'card_declined')],
    outcome: {
      outcome: 'rejected',
      advice: 'new_request_allowed',
      status: 502,
      code: 'card_declined',
    },
    sent: 1,
  },
  'a no in the shape of flat errors': {
    answers: [says(400, 'new_request_allowed', { type: 'invalid_request_error', code: 'amount' })],
    outcome: { outcome: 'rejected', code: 'amount' },
    sent: 1,
  },
  'an operation that was closed': {
    answers: [error(409, 'new_request_allowed', 'operation_closed')],
    outcome: { outcome: 'rejected', code: 'operation_closed' },
    sent: 1,
  },
};

const nobodyKnows: Readonly<Record<string, Answered>> = {
  'no answer': 'dropped',
  'an answer that breaks off': 'cut',
  'silence until the client’s own time-out': 'silence',
  outcome_unknown: error(409, 'same_request', 'outcome_unknown'),
  operation_in_progress: error(409, 'same_request', 'operation_in_progress'),
  internal_error: error(500, 'same_request', 'internal_error'),
  not_attempted: error(503, 'same_request', 'not_attempted'),
  'API Gateway’s 504': error(504, 'same_request', 'outcome_unknown'),
  'a 429': error(429, 'same_request', 'not_attempted'),
  'a 2xx that something in between says': html(200),
  'a 502 without the word': { status: 502, body: { error: { code: 'card_declined' } } },
  'a 404 that something in between says': html(404),
  'a redirect': { status: 307, headers: { location: '/elsewhere' } },
  'a word that nobody knows': { status: 200, headers: { 'x-retry-advice': 'maybe' }, body: paid },
};

const repairs: Readonly<Record<string, Answered>> = {
  '400 idempotency_key_invalid': error(400, 'fix_request', 'idempotency_key_invalid'),
  '401 unauthorized': error(401, 'fix_request', 'unauthorized'),
  '403 not_allowed': error(403, 'fix_request', 'not_allowed'),
  '404 not_found': error(404, 'fix_request', 'not_found'),
  '414 invalid_parameter': error(414, 'fix_request', 'invalid_parameter'),
  '422 missing_parameter': error(422, 'fix_request', 'missing_parameter'),
  '431 invalid_parameter': error(431, 'fix_request', 'invalid_parameter'),
  'API Gateway’s own 413': { status: 413, body: { message: 'Request Too Long' } },
};

const ofRepairs = Object.fromEntries(
  Object.entries(repairs).flatMap(([name, answer]): [string, Case][] => [
    [
      `${name} at the first try`,
      {
        answers: [answer],
        call: { isFirstTry: true },
        outcome: { outcome: 'rejected', advice: 'fix_request' },
        sent: 1,
      },
    ],
    [
      `${name} where an earlier call may have sent something`,
      { answers: [answer], outcome: { outcome: 'pending', advice: 'fix_request' }, sent: 1 },
    ],
    [
      `${name} after a try without an answer`,
      {
        answers: ['dropped', answer],
        call: { isFirstTry: true },
        outcome: { outcome: 'pending', advice: 'fix_request' },
        sent: 2,
      },
    ],
  ]),
);

const reused = error(422, 'same_request', 'idempotency_key_reused');
const onRecord: Readonly<Record<string, Case>> = {
  'a key of another request, which was executed': {
    answers: [reused],
    record: [record('do_not_repeat', kept)],
    outcome: { ...done, code: 'idempotency_key_reused', operationId: 'op_ID' },
    ...{ sent: 1, read: 1 },
  },
  'a key of another request, which was rejected': {
    answers: [reused],
    record: [
      record('new_request_allowed', {
        ...kept,
        status: 502,
        body: '{"error":{"code":"card_declined"}}',
      }),
    ],
    outcome: { outcome: 'rejected', status: 502, code: 'card_declined' },
    ...{ sent: 1, read: 1 },
  },
  'a key of another request, of which nobody knows yet': {
    answers: [reused],
    record: [record('same_request', null), 'dropped', html(200), record('do_not_repeat', kept)],
    call: { withinMs: 30_000 },
    outcome: done,
    ...{ sent: 1, read: 4 },
  },
  'a key of another request, of which nobody knows in time': {
    answers: [reused],
    record: [record('same_request', null, anHour)],
    outcome: { outcome: 'pending', code: 'idempotency_key_reused', operationId: 'op_ID' },
    ...{ sent: 1, read: 1 },
  },
  'a key of another request, and no right to read': {
    answers: [reused],
    record: [error(403, 'fix_request', 'not_allowed')],
    outcome: { outcome: 'pending', advice: 'fix_request', code: 'not_allowed' },
    ...{ sent: 1, read: 1 },
  },
  'a record that says nothing of what to do': {
    answers: [reused],
    record: [{ status: 200, headers: { 'x-request-id': 'r', ...anHour }, body: { id: 'op_ID' } }],
    outcome: { outcome: 'pending', advice: 'same_request' },
    ...{ sent: 1, read: 1 },
  },
  'an answer that is not kept': {
    answers: [error(410, 'do_not_repeat', 'result_erased')],
    record: [record('do_not_repeat', { ...kept, body: null })],
    outcome: { outcome: 'done', status: 200, code: 'result_erased' },
    ...{ sent: 1, read: 1 },
  },
};

const isWaitedFor: Readonly<Record<string, Case>> = {
  'an hour that is told is not waited for here': {
    answers: [error(409, 'same_request', 'outcome_unknown', anHour)],
    outcome: { outcome: 'pending', code: 'outcome_unknown', operationId: 'op_ID' },
    sent: 1,
  },
  'seconds that are told are waited for': {
    answers: [error(503, 'same_request', 'not_attempted', { 'retry-after': '1' }), yes],
    outcome: done,
    sent: 2,
  },
  'an id that was told is known where the next answer names none': {
    answers: [
      error(409, 'same_request', 'outcome_unknown'),
      { status: 503, headers: anHour, body: 'Something in between' },
    ],
    outcome: { outcome: 'pending', status: 503, operationId: 'op_ID' },
    sent: 2,
  },
  'no answer in the time of the call': {
    answers: ['silence'],
    call: { withinMs: 1_500 },
    outcome: { outcome: 'pending', advice: 'same_request' },
    sent: 1,
  },
};

const cannotBeSent: Readonly<Record<string, Case>> = Object.fromEntries(
  ['', 'with a space', 'clé', 'line\nbreak', 'x'.repeat(256)].map((intent): [string, Case] => [
    `the intent ${JSON.stringify(intent.slice(0, 12))}`,
    { answers: [], call: { intent }, outcome: { outcome: 'unsendable' }, sent: 0 },
  ]),
);

const show = 'komoju.payment.show';
const passed = (status: number, body: unknown): Answered => ({
  status,
  headers: { 'x-request-id': 'r' },
  body,
});
const reads: Readonly<Record<string, Case>> = {
  'a read': {
    operation: show,
    answers: [passed(200, paid)],
    outcome: { outcome: 'done', status: 200, body: paid },
    sent: 1,
  },
  'a read of what is not there': {
    operation: show,
    answers: [passed(404, { error: { code: 'not_found' } })],
    outcome: { outcome: 'rejected', status: 404, code: 'not_found' },
    sent: 1,
  },
  'a read by a key that is unknown, after a try without an answer': {
    operation: show,
    answers: ['dropped', error(401, 'fix_request', 'unauthorized')],
    outcome: { outcome: 'rejected', advice: 'fix_request', status: 401 },
    sent: 2,
  },
  'a read that is throttled': {
    operation: show,
    answers: [error(429, 'same_request', 'not_attempted'), passed(200, paid)],
    outcome: { outcome: 'done', body: paid },
    sent: 2,
  },
  'a read that meets trouble at the provider': {
    operation: show,
    answers: [passed(503, {}), passed(429, {}), passed(200, paid)],
    call: { withinMs: 20_000 },
    outcome: { outcome: 'done', body: paid },
    sent: 3,
  },
  'a read that meets trouble for longer than the call': {
    operation: show,
    answers: [{ status: 503, headers: { 'x-request-id': 'r', ...anHour }, body: {} }],
    outcome: { outcome: 'pending', advice: 'same_request', status: 503 },
    sent: 1,
  },
  'a read that is sent elsewhere, where it does not go': {
    operation: show,
    answers: [{ status: 302, headers: { location: '/elsewhere' } }, passed(200, paid)],
    outcome: { outcome: 'done', body: paid },
    sent: 2,
  },
  'a read that something in between answers': {
    operation: show,
    answers: [html(200), passed(200, paid)],
    outcome: { outcome: 'done', body: paid },
    sent: 2,
  },
};

/** Every row of the README's table, and what follows from it, by what is answered. */
export const cases: Readonly<Record<string, Case>> = {
  ...isDecided,
  ...Object.fromEntries(
    Object.entries(nobodyKnows).map(([name, answer]): [string, Case] => [
      `${name}, and then a yes`,
      { answers: [answer, yes], outcome: done, sent: 2 },
    ]),
  ),
  ...ofRepairs,
  ...onRecord,
  ...isWaitedFor,
  ...cannotBeSent,
  ...reads,
};
