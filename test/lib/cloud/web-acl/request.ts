/** A request as WAF is shown it. */
export type WebRequest = {
  readonly method: string;
  /** As it was sent, stage included. */
  readonly path: string;
  readonly query: string;
  /** By names in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly address: string;
};

const key = 'gk_test_AbCdEfGhIjKlMnOpQrStUv';

/** As a client writes the user name of Basic. */
export const basic = (text: string): string =>
  `Basic ${Buffer.from(text, 'latin1').toString('base64')}`;

export const paymentsPath = '/test/komoju/api/v1/payments';

/** An honest create of the one shop's one server; a test says what is different. */
export const create = ({ headers, ...others }: Partial<WebRequest> = {}): WebRequest => ({
  method: 'POST',
  path: paymentsPath,
  query: '',
  body: 'amount=1000&currency=JPY&payment_details=tok_1',
  address: '203.0.113.7',
  ...others,
  headers: {
    host: 'abc.execute-api.ap-northeast-1.amazonaws.com',
    'user-agent': 'shop/1',
    authorization: basic(`${key}:`),
    ...headers,
  },
});

/** The same without what is named. */
export function without(request: WebRequest, header: string): WebRequest {
  const headers = Object.entries(request.headers).filter(([name]) => name !== header);
  return { ...request, headers: Object.fromEntries(headers) };
}

/** What a provider sends: no key of the gateway, from somewhere else. */
export const webhook = (others: Partial<WebRequest> = {}): WebRequest => ({
  ...without(create(), 'authorization'),
  path: '/test/komoju/webhooks',
  body: '{"type":"payment.captured"}',
  address: '198.51.100.20',
  ...others,
});
