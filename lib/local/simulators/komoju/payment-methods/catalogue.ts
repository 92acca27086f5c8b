import { cardBrands } from '../assumptions.ts';
import { secureTokenFlows } from '../checkout-assumptions.ts';

/** A way to pay that the merchant may use. KOMOJU's client for Node, AvailablePaymentMethod (seen 2026). */
export type AvailablePaymentMethod = {
  name_en: string;
  name_ja: string;
  name_ko: string;
  type_slug: string;
  currency: string;
  subtypes?: readonly string[];
  secure_token_supported?: readonly string[];
};

/** Convenience stores. KOMOJU documentation, payments (2020 and seen 2026). */
export const stores = [
  'seven-eleven',
  'lawson',
  'family-mart',
  'ministop',
  'daily-yamazaki',
  'seicomart',
] as const;

export const brandNames: readonly string[] = cardBrands.map(([name]) => name);

type Row = readonly [type: string, en: string, ja: string, ko: string];

/** Types by name, in the order of the page. KOMOJU's list is longer, and open. */
// prettier-ignore
const rows: readonly Row[] = [
  ['credit_card',   'Credit card',   'クレジットカード',   '신용카드'],
  ['konbini',       'Convenience store', 'コンビニ',       '편의점'],
  ['paypay',        'PayPay',        'PayPay',             'PayPay'],
  ['bank_transfer', 'Bank transfer', '銀行振込',           '은행 송금'],
  ['pay_easy',      'Pay-easy',      'ペイジー',           '페이지'],
  ['line_pay',      'LINE Pay',      'LINE Pay',           'LINE Pay'],
  ['merpay',        'Merpay',        'メルペイ',           '메르페이'],
  ['rakutenpay',    'Rakuten Pay',   '楽天ペイ',           '라쿠텐페이'],
  ['aupay',         'au PAY',        'au PAY',             'au PAY'],
  ['paidy',         'Paidy',         'ペイディ',           '페이디'],
  ['web_money',     'WebMoney',      'WebMoney',           'WebMoney'],
  ['bit_cash',      'BitCash',       'ビットキャッシュ',   '비트캐시'],
  ['net_cash',      'NET CASH',      'NET CASH',           'NET CASH'],
];

const more: Readonly<Record<string, Partial<AvailablePaymentMethod>>> = {
  credit_card: { subtypes: brandNames, secure_token_supported: secureTokenFlows },
  konbini: { subtypes: stores },
};

/** Every way to pay that is active for the merchant of the simulator. */
export const availableMethods: readonly AvailablePaymentMethod[] = rows.map(
  ([type_slug, name_en, name_ja, name_ko]) => ({
    name_en,
    name_ja,
    name_ko,
    type_slug,
    currency: 'JPY',
    ...more[type_slug],
  }),
);

/** All active methods: a plain array, without the frame of a list. */
export const listPaymentMethods = (): readonly AvailablePaymentMethod[] => availableMethods;
