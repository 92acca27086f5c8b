import { hashesOf } from '../../functions/ledger/fingerprint.ts';
import { executeOnce, type Completed } from '../../functions/ledger/execute-once.ts';
import type { Outcome } from '../../functions/providers/outcome.ts';
import type { ObservedObject } from '../../functions/recovery/lookup/provider-lookup.ts';
import { GatewayError } from '../../functions/platform/gateway-error.ts';
import { absenceIsConclusive } from '../../functions/ledger/quarantine.ts';
import { maySend, resendWithinMs } from '../../functions/ledger/resend-rules.ts';
import type { ClaimRequest, Attempt, RequestHashes } from '../../functions/ledger/claim.ts';
import type { Actor } from './actor.ts';
import type { Made } from './provider.ts';
import type { Request } from './scenario.ts';
import { operationId, portsOf, type Reply, type World } from './world.ts';
import { dayMs } from '../../functions/platform/clock.ts';

const hashed = new Map<string, RequestHashes>();

/** The shipped fingerprint of a request; made once, since it is the same in every schedule. */
function fingerprintOf({ path, body }: Request): RequestHashes {
  const name = `${path} ${body}`;
  const known = hashed.get(name);
  if (known !== undefined) return known;
  const request = { method: 'POST', path, query: [], body: { value: { body } }, meaningful: {} };
  const hashes = hashesOf('key', {
    request,
    providerRequest: { headers: {}, body },
    secretKey: '',
  });
  hashed.set(name, hashes);
  return hashes;
}

const askedOf = ({ scenario }: World, request: Request): ClaimRequest => ({
  id: operationId,
  operation: 'komoju.payment.create',
  resendWithinMs: resendWithinMs(scenario.resend, dayMs),
  caller: 'storefront',
  account: request.account,
  fingerprintVersion: 1,
  fingerprint: () => fingerprintOf(request),
});

/** What is sent reaches the provider now; whether it still may be sent is asked at that very moment. */
function send(world: World, actor: Actor, sending: { attempt: Attempt; request: Request }) {
  const { attempt, request } = sending;
  return (decision: string): Outcome => {
    const before = world.provider.made.length;
    const outcome = world.provider.receive({
      attempt,
      intent: intentOf(request),
      account: request.account,
      at: world.at,
      decision: decision === 'decline' ? 'decline' : 'accept',
    });
    const made: Made | undefined = world.provider.made[before];
    if (made !== undefined) world.madeBy.set(made, actor);
    return outcome;
  };
}

/** Sends an attempt as the shipped pipeline does: searches first where its row says so. */
async function act(world: World, actor: Actor, request: Request, attempt: Attempt) {
  if (world.scenario.resend === 'search-first' && attempt.number > 1) {
    const outcome = await search(world, actor, { attempt, account: request.account });
    if (outcome !== undefined) return outcome;
  }
  return (await actor.call({
    what: 'send',
    name: 'sends',
    attempt,
    account: request.account,
    content: attempt,
    effect: send(world, actor, { attempt, request }),
  })) as Outcome;
}

async function search(
  world: World,
  actor: Actor,
  { attempt, account }: { attempt: Attempt; account: string },
): Promise<Outcome | undefined> {
  const observed = (await actor.call({
    what: 'search',
    name: 'searches the list before it sends again',
    effect: (how) =>
      world.provider.list({ at: world.at, account }, how === 'lagging' ? 'lagging' : 'whole'),
  })) as readonly ObservedObject[] | undefined;
  if (observed === undefined) return { kind: 'not_attempted', why: 'not_read' };
  const [seen, ...others] = observed;
  if (others.length > 0) return { kind: 'unknown', why: 'contradicts' };
  if (seen !== undefined) return { kind: 'done', ...seen, wasRead: true };
  return absenceIsConclusive(attempt)
    ? undefined
    : { kind: 'not_attempted', why: 'may_still_land' };
}

/** What a request asks for: only that may be told as its outcome. */
const intentOf = ({ path, body }: Request): string => `${path} ${body}`;

function replyOf(actor: Actor, intent: string, { answer }: Completed): Reply {
  const { id, state } = JSON.parse(answer.body) as { id?: string; state?: string };
  return id === undefined || state === 'failed'
    ? { actor, intent, told: 'no', what: String(answer.status) }
    : { actor, intent, told: 'yes', what: id };
}

/** A caller's request, from the claim to the reply. Anything but a reply or an error is a defect, and is thrown. */
export async function call(world: World, actor: Actor, request: Request): Promise<void> {
  const intent = intentOf(request);
  const ports = portsOf(world, actor);
  try {
    const claimRequest = askedOf(world, request);
    const completed = await executeOnce(ports, claimRequest, (attempt) =>
      act(world, actor, request, attempt),
    );
    world.replies.push(replyOf(actor, intent, completed));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const result = error.code === 'operation_closed' ? 'no' : 'open';
    world.replies.push({ actor, intent, told: result, what: error.code });
  }
}

/** Whether an attempt may be sent at this moment, as the shipped code says. */
export const mayLeave = (world: World, attempt: Attempt): boolean => maySend(attempt, world.at);
