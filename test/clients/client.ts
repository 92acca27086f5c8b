import type { Given } from './given.ts';

/** One request of a client, byte for byte but for ids and the key, and what that client checks in the answer. */
export type ClientRequest = {
  /** What must be there: the id goes into the path. */
  readonly on?: keyof Given;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/komoju/api/v1`; `{id}` is the id of what must be there. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The id stands in it as `{id}`, a token as `{token}`, that of a card that is declined as `{declined}`. Absent:
   * neither a body nor a content type.
   */
  readonly body?: string | FormData;
  /** What the client looks at: a status or several, and members of the JSON. */
  readonly checks: {
    readonly status?: readonly number[];
    readonly members?: Readonly<Record<string, unknown>>;
  };
};

export type Client = {
  readonly name: string;
  /** How it presents the key. */
  readonly authorization: (key: string) => string;
  readonly requests: Readonly<Record<string, ClientRequest>>;
};

export const base64 = (text: string): string => Buffer.from(text).toString('base64');
export const basic = (key: string): string => `Basic ${base64(`${key}:`)}`;
/** Ruby's MIME Base64 breaks lines after 60 characters; a key of at most 43 stays below. */
export const mimeBasic = (key: string): string =>
  `Basic ${base64(`${key}:`).replaceAll(/.{60}(?=.)/g, '$&\n')}`;

export const json = { 'content-type': 'application/json' };
export const form = { 'content-type': 'application/x-www-form-urlencoded' };

export const rawCard = {
  type: 'credit_card',
  number: '4111111111111111',
  month: '12',
  year: '2040',
  verification_value: '123',
  given_name: 'Taro',
  family_name: 'Yamada',
};

/** `{a: {b: 1}}` → `a[b]=1`. */
const fieldsOf = (members: object, within = ''): [string, string][] =>
  Object.entries(members).flatMap(([name, value]: [string, unknown]) => {
    const path = within === '' ? name : `${within}[${name}]`;
    return typeof value === 'object' && value !== null
      ? fieldsOf(value, path)
      : [[path, String(value)]];
  });
export const formOf = (members: object): string =>
  new URLSearchParams(fieldsOf(members)).toString();

export function partsOf(members: object): FormData {
  const parts = new FormData();
  for (const [name, value] of fieldsOf(members)) parts.append(name, value);
  return parts;
}

export const order = { amount: 1000, currency: 'JPY', payment_details: rawCard };
export const ok = { status: [200] };
export const captured = { ...ok, members: { status: 'captured' } };
export const refundPart: ClientRequest = {
  on: 'paid',
  method: 'POST',
  path: '/payments/{id}/refund',
  headers: json,
  body: '{"amount":400}',
  checks: { ...ok, members: { amount_refunded: 400 } },
};
export const show: ClientRequest = {
  on: 'paid',
  method: 'GET',
  path: '/payments/{id}',
  checks: captured,
};
export const bare = (step: 'capture' | 'cancel', status: string): ClientRequest => ({
  on: 'authorized',
  method: 'POST',
  path: `/payments/{id}/${step}`,
  checks: { ...ok, members: { status } },
});

export const fraud = { customer_ip: '192.0.2.1', customer_email: 'taro@example.com' };
