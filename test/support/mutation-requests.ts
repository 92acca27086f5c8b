import type { OperationId } from '../../functions/operations.ts';

/** A card that the simulator charges, as a caller sends it. Expires in a year that no test will see. */
export const card = {
  type: 'credit_card',
  number: '4111111111111111',
  month: '12',
  year: '2099',
  verification_value: '123',
  given_name: 'Taro',
  family_name: 'Yamada',
};

export const payments = '/komoju/api/v1/payments';
export const customers = '/komoju/api/v1/customers';

export const sessions = '/komoju/api/v1/sessions';

/** What a session is made of. */
export const checkout = { amount: 1000, currency: 'JPY', return_url: 'https://shop.example/back' };

/** Coiney's payments are links that wait for somebody who pays. */
export const links = '/coiney/api/v1/payments';
export const link = { amount: 1000, currency: 'jpy', method: 'creditcard' };

/** The path at the simulators, where KOMOJU has the root. */
export const pathThere = (path: string): string => path.replace(/^\/komoju/, '');

/** Makes the objects that operations need, each by its id. */
export type Maker = {
  payment(changes?: object): Promise<string>;
  /** Cash that its customer has paid. */
  paidCash(): Promise<string>;
  customer(): Promise<string>;
  session(): Promise<string>;
  /** A payment of Coiney's. */
  link(): Promise<string>;
};

/** A request of the gateway, without its key. */
export type MutationRequest = {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** The status of its success; absent: 200. */
  readonly success?: 201;
};

const cash = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };

const refundRequest = {
  amount: 400,
  customer_name: 'John Doe',
  bank_name: 'KOMOJU BANK',
  branch_number: '123',
  account_type: 'normal',
  account_number: '1234567',
};

/** A request of each operation that changes something, on an object of its own. */
export const mutationRequests: Partial<
  Record<OperationId, (make: Maker) => Promise<MutationRequest>>
> = {
  'komoju.payment.create': () =>
    Promise.resolve({
      method: 'POST',
      path: payments,
      body: { amount: 1000, currency: 'JPY', payment_details: card },
    }),
  'komoju.payment.update': async (make) => ({
    method: 'PATCH',
    path: `${payments}/${await make.payment()}`,
    body: { description: 'new' },
  }),
  'komoju.payment.capture': async (make) => ({
    method: 'POST',
    path: `${payments}/${await make.payment({ capture: false })}/capture`,
  }),
  'komoju.payment.cancel': async (make) => ({
    method: 'POST',
    path: `${payments}/${await make.payment({ capture: false })}/cancel`,
  }),
  'komoju.payment.refund': async (make) => ({
    method: 'POST',
    path: `${payments}/${await make.payment()}/refund`,
    body: { amount: 400 },
  }),
  'komoju.payment.refund-request': async (make) => ({
    method: 'POST',
    path: `${payments}/${await make.paidCash()}/refund_request`,
    body: refundRequest,
  }),
  'komoju.customer.create': () =>
    Promise.resolve({ method: 'POST', path: customers, body: { payment_details: card } }),
  'komoju.customer.update': async (make) => ({
    method: 'PATCH',
    path: `${customers}/${await make.customer()}`,
    body: { email: 'new@example.com' },
  }),
  'komoju.customer.delete': async (make) => ({
    method: 'DELETE',
    path: `${customers}/${await make.customer()}`,
  }),
  'komoju.session.create': () =>
    Promise.resolve({ method: 'POST', path: sessions, body: checkout }),
  'komoju.session.cancel': async (make) => ({
    method: 'POST',
    path: `${sessions}/${await make.session()}/cancel`,
  }),
  'komoju.session.pay': async (make) => ({
    method: 'POST',
    path: `${sessions}/${await make.session()}/pay`,
    body: { payment_details: cash },
  }),
  'komoju.token.create': () =>
    Promise.resolve({
      method: 'POST',
      path: '/komoju/api/v1/tokens',
      body: { payment_details: cash },
    }),
  'komoju.secure-token.create': () =>
    Promise.resolve({
      method: 'POST',
      path: '/komoju/api/v1/secure_tokens',
      body: { ...checkout, payment_details: card },
    }),
  'coiney.payment.create': () =>
    Promise.resolve({ method: 'POST', path: links, body: link, success: 201 }),
  'coiney.payment.update': async (make) => ({
    method: 'PATCH',
    path: `${links}/${await make.link()}`,
    body: { description: 'new' },
  }),
};
