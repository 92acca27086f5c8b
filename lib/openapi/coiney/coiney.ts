import type { Described } from '../described.ts';
import { query, ref, text, type Schema } from '../schema.ts';
import { paymentSchemas } from './payment.ts';
import { coineyStory } from './story.ts';

const url: Schema = { type: 'string', maxLength: 255 };

/** Coiney's API, whole. */
export const coiney: Described = {
  title: 'Coiney (STORES 請求書決済)',
  error: ref('CoineyError'),
  schemas: paymentSchemas,
  answers: {
    'coiney.payment': ref('CoineyPayment'),
    'coiney.payment.list': ref('CoineyPaymentPage'),
  },
  members: {
    'coiney.payment.create': {
      method: text('Always `creditcard`.'),
      locale: text(
        '`ja_JP`, `en_US`, `ko_KR`, `zh_CN`, `zh_TW` or `th_TH`; absent: the browser’s.',
      ),
      subject: text('What is bought, as the customer sees it.'),
      remarks: text(),
      description: text('The merchant’s own memo.'),
      redirectUrl: url,
      cancelUrl: url,
      webhookUrl: url,
    },
    'coiney.payment.update': { description: text('The merchant’s own memo.') },
    'coiney.webhook': {
      id: text(),
      object: { const: 'payment' },
      type: text('`payment.succeeded`'),
    },
  },
  parameters: {
    'coiney.payment.list': [
      query('limit', { type: 'integer', minimum: 1, maximum: 100 }, '10 where none is named.'),
      query('startingAfter', text(), 'The id of the last payment that was seen.'),
      query('endingBefore', text(), 'The id of the first payment that was seen.'),
    ],
  },
  headers: {
    'x-coineypayge-version': {
      name: 'X-CoineyPayge-Version',
      description: 'The version of Coiney’s API: `2016-10-25`.',
    },
  },
  stories: [coineyStory],
};
