import { answerTo, ask, done, type Answer } from '../../running-simulators.ts';
import { askKomoju } from '../orders.ts';

export type Event = {
  id: string;
  type: string;
  data: Record<string, unknown>;
  created_at: string;
};

/** The newest events by the API, the oldest of them first. */
export async function events(): Promise<Event[]> {
  const { data } = await done<{ data: Event[] }>(askKomoju('GET /events?per_page=100'));
  return data.reverse();
}

/** Their types. */
export const types = async (): Promise<string[]> => (await events()).map(({ type }) => type);

/** What happens to a payment without the gateway. */
export const happen = (name: string, id: string, details?: object): Promise<Answer> =>
  answerTo(ask(`POST /sandbox/komoju/payments/${id}/${name}`, details));

/** A control of the sandbox, which has to succeed. */
export const sandbox = <Body>(on: string, body?: object): Promise<Body> =>
  done<Body>(answerTo(ask(on.replace(' ', ' /sandbox/'), body)));
