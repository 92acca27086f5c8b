import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { dayMs, hourMs } from '../../../functions/platform/clock.ts';
import { localKeys } from '../aws/secret-contents.ts';
import { lostAnswer } from '../first-requests.ts';
import { readBody } from '../../host/listen.ts';

/** Where a button's wish is done. */
export type Places = {
  readonly url: string;
  /** Where the sandbox is. */
  readonly simulatorUrl: string;
};

/** A button could not do what it says: one line for the person who pressed it. */
class CannotAct extends Error {
  override readonly name = 'CannotAct';
}

const word = z.string().regex(/^[\w-]+$/);

const Action = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('pay'),
    kind: z.enum(['payment', 'session']),
    ...{ provider: word, operation: word, caller: word },
  }),
  z.strictObject({ do: z.literal('lose-answer') }),
  z.strictObject({ do: z.literal('hour') }),
  z.strictObject({ do: z.literal('day') }),
]);
type Action = z.infer<typeof Action>;
type Pay = Extract<Action, { do: 'pay' }>;

const OnRecord = z.object({ object: word });

/** What an operation made, as its caller may ask the gateway. */
async function madeBy({ operation, caller }: Pay, { url }: Places): Promise<string> {
  const key = (localKeys as Readonly<Record<string, string>>)[caller];
  const answer = await fetch(`${url}/gateway/v1/operations/${operation}`, {
    headers: { authorization: `Bearer ${key ?? ''}` },
  });
  const read = OnRecord.safeParse(await answer.json());
  if (read.success) return read.data.object;
  throw new CannotAct(
    'What was made is not on record: it was made with a key that this page does not have.',
  );
}

const Refused = z.object({ error: z.string() });

/** Calls a control of the sandbox. @throws CannotAct with its words where it refuses */
async function control({ simulatorUrl }: Places, path: string, body: object): Promise<unknown> {
  const options = { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${simulatorUrl}/sandbox/${path}`, options);
  const value: unknown = await answer.json();
  if (answer.ok) return value;
  throw new CannotAct(Refused.safeParse(value).data?.error ?? 'That cannot be done now.');
}

async function pay(action: Pay, places: Places): Promise<string> {
  const id = await madeBy(action, places);
  await control(places, `${action.provider}/${action.kind}s/${id}/pay`, {});
  return `Its customer has paid ${id}. The provider tells the gateway by a webhook.`;
}

const Clock = z.object({ now: z.string() });

async function moveClock(advanceMs: number, places: Places): Promise<string> {
  const { now } = Clock.parse(await control(places, 'clock', { advanceMs }));
  return `It is ${now} now, for the gateway and for the providers. It cannot be moved back.`;
}

async function done(action: Action, places: Places): Promise<string> {
  switch (action.do) {
    case 'pay':
      return pay(action, places);
    case 'lose-answer':
      await control(places, 'faults', lostAnswer());
      return 'The answer to the next payment will be lost: it is made, and nobody hears of it. Then send the same request again.';
    case 'hour':
      return moveClock(hourMs, places);
    case 'day':
      return moveClock(dayMs, places);
  }
}

const maxBytes = 1024;

/** Does what a button asked for. @returns what the page says of it */
export async function act(
  request: IncomingMessage,
  places: Places,
): Promise<{ readonly status: number; readonly text: string }> {
  const bytes = await readBody(request, maxBytes);
  const read = Action.safeParse(JSON.parse(bytes?.toString() ?? 'null'));
  if (!read.success) return { status: 400, text: 'The page is older than the system: reload it.' };
  try {
    return { status: 200, text: await done(read.data, places) };
  } catch (error) {
    if (error instanceof CannotAct) return { status: 409, text: error.message };
    throw error;
  }
}
