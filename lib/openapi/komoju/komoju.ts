import type { Described } from '../described.ts';
import { listOf, object, pairs, ref, text, textOrNull } from '../schema.ts';
import { checkoutStory } from './checkout-story.ts';
import { customerSchemas } from './customer.ts';
import { pageOf, paging, paymentFilters } from './list.ts';
import { members } from './members.ts';
import { otherStory } from './other-story.ts';
import { paymentStory } from './payment-story.ts';
import { paymentSchemas } from './payment.ts';
import { sessionSchemas } from './session.ts';
import { tokenSchemas } from './token.ts';

/** KOMOJU's error (documentation "Errors", seen 2026). The oldest have no details. */
const error = object(
  ['error'],
  {
    error: object(['code', 'message'], {
      code: text('A code of KOMOJU’s, such as `card_declined`, or one of the gateway’s.'),
      message: text(),
      param: textOrNull('The member of the request that is wrong.'),
      details: pairs('An error of the gateway has its advice here as `retry`.'),
    }),
  },
  'An error, in KOMOJU’s shape.',
);

/** KOMOJU's API, as far as the gateway has operations of it. */
export const komoju: Described = {
  title: 'KOMOJU',
  error: ref('KomojuError'),
  schemas: {
    ...paymentSchemas,
    ...sessionSchemas,
    ...customerSchemas,
    ...tokenSchemas,
    KomojuPaymentPage: pageOf('KomojuPayment'),
    KomojuCustomerPage: pageOf('KomojuCustomer'),
    KomojuError: error,
  },
  answers: {
    'komoju.payment': ref('KomojuPayment'),
    'komoju.payment.list': ref('KomojuPaymentPage'),
    'komoju.payment.refund-request': {
      anyOf: [
        ref('KomojuPayment'),
        ref('KomojuRefundRequest'),
        { type: 'object', maxProperties: 0 },
      ],
    },
    'komoju.customer': ref('KomojuCustomer'),
    'komoju.customer.list': ref('KomojuCustomerPage'),
    'komoju.session': ref('KomojuSession'),
    'komoju.session.pay': ref('KomojuSessionPayment'),
    'komoju.token': ref('KomojuToken'),
    'komoju.secure-token': ref('KomojuSecureToken'),
    'komoju.payment-method.list': listOf(ref('KomojuPaymentMethod')),
  },
  emptyAnswers: ['komoju.payment.refund-request', 'komoju.customer.delete'],
  members,
  parameters: {
    'komoju.payment.list': [...paging, ...paymentFilters],
    'komoju.customer.list': paging,
    'komoju.webhook': [
      {
        in: 'header',
        name: 'X-Komoju-Signature',
        required: true,
        schema: text(),
        description: 'HMAC-SHA256 of the raw body with the webhook’s secret, in lower-case hex.',
      },
    ],
  },
  headers: {
    'x-komoju-idempotency': {
      name: 'X-KOMOJU-IDEMPOTENCY',
      description:
        'The same as `Idempotency-Key`, by KOMOJU’s own name. If both are there they must agree.',
    },
    'x-komoju-api-version': {
      name: 'X-KOMOJU-API-VERSION',
      description:
        'A version of KOMOJU’s API, such as `2025-01-28`; absent: the one that is set for the gateway.',
    },
    'komoju-scenario': {
      name: 'Komoju-Scenario',
      description: 'In KOMOJU’s test mode: the error code that is to happen.',
    },
    'komoju-via': { name: 'KOMOJU-VIA', description: 'Names the plugin that asks.' },
  },
  bodyTypes: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
  stories: [paymentStory, checkoutStory, otherStory],
};
