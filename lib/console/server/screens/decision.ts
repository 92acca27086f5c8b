import { createHash } from 'node:crypto';
import * as z from 'zod';
import { registry } from '../../../../functions/registry.ts';
import { readDecision } from '../../../cli/decision.ts';
import {
  carryOut,
  formatReading,
  prepare,
  type Reading,
  type Resolution,
} from '../../../cli/resolve.ts';
import { UsageError } from '../../../host/usage-error.ts';
import type { DecisionAnswer, DecisionPreview, DecisionRequest } from '../../api/operations.ts';
import type { Gateway } from '../../reading/gateway.ts';
import { textIn, type Query } from '../query.ts';
import { pageWording } from './wording.ts';

/* A person's decision about an open operation, by the rules of `operations resolve`. */

const Request = z.strictObject({
  object: z.string().trim().min(1).optional(),
  notExecuted: z.boolean(),
  reason: z.string(),
  actor: z.string(),
  seen: z.string().optional(),
}) satisfies z.ZodType<DecisionRequest>;

/** What a person has seen of the decision: the same text, the same write. */
const seenOf = (readings: readonly Reading[]): string =>
  createHash('sha256')
    .update(JSON.stringify(readings.map(formatReading)))
    .digest('base64url');

/** What is written, and what speaks against it. */
function previewOf(
  { write: { set }, by }: Resolution,
  readings: readonly Reading[],
  at: number,
): DecisionPreview {
  const { object = null, state = null, amount = null, currency = null } = set.result ?? {};
  const isExecuted = set.state === 'SUCCEEDED';
  return {
    ...{ isExecuted, object, state, amount, currency, ...by },
    status: set.result?.status ?? null,
    cautions: readings.flatMap((reading) => (reading.kind === 'caution' ? [reading.text] : [])),
    at: new Date(at).toISOString(),
  };
}

/**
 * Looks whether a decision may be written. With what was seen in the preview it is written, if another look at record and
 * provider shows the same.
 *
 * @throws UsageError that names what speaks against it
 */
export async function decide(
  { target }: Gateway,
  query: Query,
  body: unknown,
): Promise<DecisionAnswer> {
  const { seen: seenBefore, ...words } = Request.parse(body);
  const decision = readDecision(textIn(query, 'id'), words, pageWording);
  const place = { target, registry, wording: pageWording };
  const readings: Reading[] = [];
  const resolution = await prepare(place, decision, (reading) => {
    readings.push(reading);
  });
  const preview = previewOf(resolution, readings, target.now());
  const seen = seenOf(readings);
  if (seenBefore === undefined) return { isWritten: false, preview, seen };
  if (seenBefore !== seen) {
    throw new UsageError(
      'It is no more as it was in the preview. Nothing was written: preview it once more.',
    );
  }
  await carryOut(place, resolution);
  return { isWritten: true, preview, seen };
}
