import { createHash } from 'node:crypto';
import * as z from 'zod';
import { registry } from '../../../../functions/registry.ts';
import { readDecision } from '../../../cli/decision.ts';
import { carryOut, prepare } from '../../../cli/resolve.ts';
import { UsageError } from '../../../local/host/usage-error.ts';
import type { DecisionAnswer, DecisionRequest } from '../../api/operations.ts';
import type { Gateway } from '../../reading/gateway.ts';
import { textIn, type Query } from '../query.ts';

/* A person's decision about an open operation, by the rules of `operations resolve`. */

const Request = z.strictObject({
  object: z.string().trim().min(1).optional(),
  notExecuted: z.boolean(),
  reason: z.string(),
  actor: z.string(),
  seen: z.string().optional(),
}) satisfies z.ZodType<DecisionRequest>;

/** What a person has seen of the decision: the same text, the same write. */
const seenOf = (said: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(said)).digest('base64url');

/**
 * Looks whether a decision may be written. With what was seen at the first look it is written, if the second look at
 * record and provider shows the same.
 *
 * @throws UsageError that names what speaks against it
 */
export async function decide(
  gateway: Gateway,
  query: Query,
  body: unknown,
): Promise<DecisionAnswer> {
  const { seen: seenBefore, ...words } = Request.parse(body);
  const decision = readDecision(textIn(query, 'id'), words);
  const said: string[] = [];
  const resolution = await prepare({ target: gateway.target, registry }, decision, (text) => {
    said.push(text);
  });
  const seen = seenOf(said);
  if (seenBefore === undefined) return { isWritten: false, said, seen };
  if (seenBefore !== seen) {
    throw new UsageError(
      'It is no more as it was at the first look. Nothing was written: look once more.',
    );
  }
  await carryOut(gateway.target, resolution);
  return { isWritten: true, said, seen };
}
