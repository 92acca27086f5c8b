import { publishableKey } from '../../../../../lib/local/simulators/komoju/protocol/authentication.ts';
import {
  answerTo,
  ask,
  basic,
  done,
  origin,
  type Answer,
  type Headers,
} from '../running-simulators.ts';
import { askKomoju, card } from './orders.ts';

export type SecureToken = { id: string; verification_status: string; authentication_url: string };

export type Session = {
  id: string;
  status: string;
  expired: boolean;
  session_url: string;
  payment: { id: string; status: string; session: string } | null;
  secure_token?: SecureToken;
};

export type Paid = { redirect_url: string; status: string; payment?: { id: string } };

export const shop = 'https://shop.example/back?order=7';

export const backIn = ({ id }: { id: string }): string => `${shop}&session_id=${id}`;

/** Test cards for 3-D Secure: no challenge, a challenge, a bank that says no at once, a challenge that fails. */
export const cards = {
  frictionless: '4100000000000100',
  challenge: '4100000000005000',
  fails: '4100000000500000',
  challengeFails: '4100000000300005',
  declined: '4123111111111000',
};

export const browser = basic(publishableKey);

export const tryToOpen = (more: object = {}, headers?: Headers): Promise<Answer> =>
  askKomoju(
    'POST /sessions',
    { amount: 4200, currency: 'JPY', return_url: shop, ...more },
    headers,
  );

/** Opens a session over 4200 yen, which differs in `more`. */
export const open = (more: object = {}, headers?: Headers): Promise<Session> =>
  done(tryToOpen(more, headers));

export const showSession = (id: string, headers?: Headers): Promise<Session> =>
  done(askKomoju(`GET /sessions/${id}`, undefined, headers));

export const tryToPaySession = (
  { id }: { id: string },
  details: unknown,
  { headers, ...more }: { headers?: Headers } & Record<string, unknown> = {},
): Promise<Answer> =>
  askKomoju(`POST /sessions/${id}/pay`, { payment_details: details, ...more }, headers);

export const paySession = (
  session: { id: string },
  details: unknown = card(cards.frictionless),
  more?: Record<string, unknown>,
): Promise<Paid> => done(tryToPaySession(session, details, more));

/** The sandbox's controls of a session. */
export const control = (id: string, name: string, body?: unknown): Promise<Answer> =>
  answerTo(ask(`POST /sandbox/komoju/sessions/${id}/${name}`, body));

/** Posts a form of a page as a browser does, and follows no redirect. */
export const press = (
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Headers = { origin: origin() },
): Promise<Response> =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });

/** What the card's holder does on the bank's page; gives where the browser is sent. */
export async function answerBank(url: string, answer: 'confirm' | 'fail'): Promise<string | null> {
  const { headers } = await press(url, { answer });
  return headers.get('location');
}

/** How many payments there are in all. */
export async function paymentIds(): Promise<string[]> {
  const { data } = await done<{ data: { id: string }[] }>(askKomoju('GET /payments?per_page=100'));
  return data.map(({ id }) => id);
}
