/* Written by `npm run generate` from functions/operations.ts. Do not edit. */
import { contract as komojuPaymentCreate } from './komoju/payment/create.ts';
import { contract as komojuPaymentList } from './komoju/payment/list.ts';
import { contract as komojuPaymentShow } from './komoju/payment/show.ts';
import { contract as komojuPaymentUpdate } from './komoju/payment/update.ts';
import { contract as komojuPaymentCapture } from './komoju/payment/capture.ts';
import { contract as komojuPaymentCancel } from './komoju/payment/cancel.ts';
import { contract as komojuPaymentRefund } from './komoju/payment/refund.ts';
import { contract as komojuPaymentRefundRequest } from './komoju/payment/refund-request.ts';
import { contract as komojuCustomerCreate } from './komoju/customer/create.ts';
import { contract as komojuCustomerList } from './komoju/customer/list.ts';
import { contract as komojuCustomerShow } from './komoju/customer/show.ts';
import { contract as komojuCustomerUpdate } from './komoju/customer/update.ts';
import { contract as komojuCustomerDelete } from './komoju/customer/delete.ts';
import { contract as komojuSessionCreate } from './komoju/session/create.ts';
import { contract as komojuSessionShow } from './komoju/session/show.ts';
import { contract as komojuSessionCancel } from './komoju/session/cancel.ts';
import { contract as komojuSessionPay } from './komoju/session/pay.ts';
import { contract as komojuTokenCreate } from './komoju/token/create.ts';
import { contract as komojuSecureTokenCreate } from './komoju/secure-token/create.ts';
import { contract as komojuSecureTokenShow } from './komoju/secure-token/show.ts';
import { contract as komojuPaymentMethodList } from './komoju/payment-method/list.ts';
import { contract as coineyPaymentCreate } from './coiney/payment/create.ts';
import { contract as coineyPaymentList } from './coiney/payment/list.ts';
import { contract as coineyPaymentShow } from './coiney/payment/show.ts';
import { contract as coineyPaymentUpdate } from './coiney/payment/update.ts';
import type { ProviderOperationId } from './operations.ts';
import type { AnyContract } from './providers/contract.ts';
import { providers } from './providers/providers.ts';
import type { Registry } from './providers/registry.ts';

/** The contract of every operation of a provider, by its id. */
const contracts = {
  'komoju.payment.create': komojuPaymentCreate,
  'komoju.payment.list': komojuPaymentList,
  'komoju.payment.show': komojuPaymentShow,
  'komoju.payment.update': komojuPaymentUpdate,
  'komoju.payment.capture': komojuPaymentCapture,
  'komoju.payment.cancel': komojuPaymentCancel,
  'komoju.payment.refund': komojuPaymentRefund,
  'komoju.payment.refund-request': komojuPaymentRefundRequest,
  'komoju.customer.create': komojuCustomerCreate,
  'komoju.customer.list': komojuCustomerList,
  'komoju.customer.show': komojuCustomerShow,
  'komoju.customer.update': komojuCustomerUpdate,
  'komoju.customer.delete': komojuCustomerDelete,
  'komoju.session.create': komojuSessionCreate,
  'komoju.session.show': komojuSessionShow,
  'komoju.session.cancel': komojuSessionCancel,
  'komoju.session.pay': komojuSessionPay,
  'komoju.token.create': komojuTokenCreate,
  'komoju.secure-token.create': komojuSecureTokenCreate,
  'komoju.secure-token.show': komojuSecureTokenShow,
  'komoju.payment-method.list': komojuPaymentMethodList,
  'coiney.payment.create': coineyPaymentCreate,
  'coiney.payment.list': coineyPaymentList,
  'coiney.payment.show': coineyPaymentShow,
  'coiney.payment.update': coineyPaymentUpdate,
} as const satisfies Record<ProviderOperationId, unknown>;

/** Every provider that has a row, and every contract. */
export const registry: Registry = {
  providers,
  contracts: contracts as unknown as Record<ProviderOperationId, AnyContract>,
};
