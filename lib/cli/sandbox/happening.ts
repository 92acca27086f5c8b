import * as z from 'zod';
import { UsageError } from '../../host/usage-error.ts';
import { wordsOf, type ControlReply, type Sandbox } from './ask.ts';

/** What can happen to a payment, a link or a session without the gateway, by its word. */
export const happenings = {
  pay: 'its customer pays',
  expire: 'its time runs out',
  fail: 'it fails at the provider',
  refund: 'somebody refunds it in the provider’s dashboard',
  cancel: 'somebody cancels it in the provider’s dashboard',
  arrive: 'a refund that was under way arrives',
  chargeback: 'a bank takes the money back',
  chargeback_request: 'a bank asks for the money',
  chargeback_reversal: 'a bank gives back what it took',
} as const;

export type HappeningWord = keyof typeof happenings;

const Listed = z.object({ controls: z.array(z.string()) });
const Object = z.looseObject({ id: z.string().optional(), status: z.string().optional() });

/** The controls of a word: `['acme/payments/{id}/pay', …]`, as the sandbox lists them. */
export async function controlsOf(sandbox: Sandbox, word: string): Promise<readonly string[]> {
  // A call that is none is answered with all that there are.
  const { controls } = Listed.parse((await sandbox.call('GET', '')).body);
  const wanted = new RegExp(`^POST /sandbox/(\\S+/\\{id\\}/${word})$`);
  return controls.flatMap((control) => wanted.exec(control)?.[1] ?? []);
}

/**
 * Lets something happen to an object, at whichever simulator has it.
 *
 * @returns its id and how it is now
 * @throws UsageError where none has it, or it cannot happen to it as it is
 */
export async function happen(
  sandbox: Sandbox,
  { word, id, amount }: { word: HappeningWord; id: string; amount?: number | undefined },
): Promise<{ readonly id: string; readonly status: string | undefined }> {
  if (!/^\w+$/.test(id)) throw new UsageError(`${id} is no id of a payment.`);
  let missed: ControlReply | undefined;
  for (const control of await controlsOf(sandbox, word)) {
    const body = amount === undefined ? {} : { amount };
    const reply = await sandbox.call('POST', control.replace('{id}', id), body);
    if (reply.status < 300) return { id, status: Object.safeParse(reply.body).data?.status };
    if (reply.status !== 404) throw new UsageError(wordsOf(reply));
    missed = reply;
  }
  throw new UsageError(
    missed === undefined ? `Nothing here can ${word}.` : `No simulator has a payment ${id}.`,
  );
}
