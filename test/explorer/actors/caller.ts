import { sendAttempt } from '../../../functions/http/send-attempt.ts';
import { executeOnce, type Completed } from '../../../functions/ledger/execute-once.ts';
import { GatewayError } from '../../../functions/platform/gateway-error.ts';
import type { LogLine } from '../../../functions/platform/log.ts';
import type { Actor } from './actor.ts';
import { askedOf, idOf, intentOf } from './asked.ts';
import type { Request } from '../worlds/scenario.ts';
import { accessOf, secretOf } from './access.ts';
import { never } from '../never.ts';
import { portsOf, type Reply, type World } from '../world.ts';

const deadline = { provider: never, table: never, hasTime: () => true };

export const lineOf = (): LogLine => ({ time: '', requestId: '', operation: '' });

type AnswerBody = {
  readonly id?: string;
  readonly status?: string;
  readonly payment?: object | null;
  readonly refunds?: readonly { readonly id: string; readonly description?: string }[];
};

/** The object that an answer is about, as its caller would see it; and undefined where it tells of none. */
function objectOf({ operation, path }: Request, reference: string, { body }: Completed['answer']) {
  if (operation === 'komoju.customer.delete') return path['customerId'];
  const { id, status, payment, refunds = [] } = JSON.parse(body) as AnswerBody;
  if (operation === 'komoju.session.pay') return payment == null ? undefined : path['sessionId'];
  if (operation !== 'komoju.payment.refund') return status === 'failed' ? undefined : id;
  return refunds.find(({ description = '' }) => description.includes(`[${reference}]`))?.id;
}

function replyOf(actor: Actor, request: Request, { answer }: Completed): Reply {
  const [id, intent] = [idOf(request), intentOf(request)];
  const object = answer.status < 300 ? objectOf(request, id, answer) : undefined;
  return object === undefined
    ? { actor, id, intent, told: 'no', what: String(answer.status) }
    : { actor, id, intent, told: 'yes', what: object };
}

/**
 * A caller's request, from the claim to the reply, as what ships executes it. Anything but a reply or an error is a
 * defect, and is thrown.
 */
export async function call(world: World, actor: Actor, request: Request): Promise<void> {
  const { prepared, claimRequest } = askedOf(request, actor.index);
  const access = accessOf(prepared.operation.provider.name, actor.index, secretOf(request));
  try {
    const completed = await executeOnce(portsOf(world, actor), claimRequest, (attempt) => {
      actor.attempt = attempt;
      return sendAttempt(access, prepared, { attempt, deadline, line: lineOf() });
    });
    world.replies.push(replyOf(actor, request, completed));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const told = error.code === 'operation_closed' ? 'no' : 'open';
    const [id, intent] = [idOf(request), intentOf(request)];
    world.replies.push({ actor, id, intent, told, what: error.code });
  }
}
