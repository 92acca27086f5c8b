import type { Figures } from '../metrics.ts';
import { rowOf, type Effect, type OperationId } from '../operations.ts';
import type { LogLine } from '../platform/log.ts';

/** A request as its log line tells it when it is answered. */
export type AnsweredLine = LogLine & { readonly operation: OperationId };

/** The reason without the class of what caused it. */
const reasonOf = ({ why = '' }: LogLine): string => why.split(':')[0] ?? '';

const count = (is: boolean): 1 | undefined => (is ? 1 : undefined);

/** How the request ended, for its caller. */
function ofOutcome({ outcome }: LogLine, effect: Effect): Figures {
  const isRejected = outcome === 'rejected';
  return {
    done: count(outcome === 'done'),
    rejected: count(isRejected),
    declined: count(isRejected && effect === 'mutation'),
    unknown: count(outcome === 'outcome_unknown'),
    replayed: count(outcome === 'replayed'),
    conflicts: count(outcome === 'idempotency_key_reused' || outcome === 'operation_in_progress'),
    notAttempted: count(outcome === 'not_attempted'),
  };
}

const secretReasons = ['secret_unavailable', 'secret_empty', 'secret_other_mode'];

/** Which part failed, whatever the caller was told. */
function ofReason(line: LogLine): Figures {
  const reason = reasonOf(line);
  return {
    secretMissing: count(secretReasons.includes(reason)),
    keyRefused: count(reason === 'unauthorized'),
  };
}

const received = ['applied', 'duplicate', 'ignored', 'not_attempted'];

function ofWebhook({ outcome = '', ...line }: LogLine): Figures {
  return {
    webhooks: count(received.includes(outcome)),
    duplicates: count(outcome === 'duplicate'),
    postponed: count(reasonOf(line) === 'not_applied'),
  };
}

/**
 * The figures of a request, from what its log line says of it: those that it counts, and nothing that is zero. A metric
 * that is never emitted costs nothing.
 */
export function figuresOf(line: AnsweredLine): Figures {
  const { effect } = rowOf(line.operation);
  return {
    requests: 1,
    ...ofOutcome(line, effect),
    ...ofReason(line),
    ...(effect === 'inbox' ? ofWebhook(line) : {}),
  };
}
