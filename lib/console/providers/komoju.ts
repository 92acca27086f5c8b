import type { Dashboard, Methods } from './dashboard.ts';

/** KOMOJU's dashboard, by the addresses that its own plugins for shops link to (seen 2026). */
export const komoju: Dashboard = {
  name: 'KOMOJU',
  paymentUrl: (id) => `https://komoju.com/admin/payments/${encodeURIComponent(id)}`,
};

const named = (name: string, words: readonly string[]): Record<string, string> =>
  Object.fromEntries(words.map((word) => [word, name]));

/** The types of its payment details, by its own plugins and clients (seen 2026). */
export const komojuMethods: Methods = {
  names: {
    ...named('card', ['credit_card']),
    ...named('konbini', ['konbini']),
    ...named('bank transfer', ['bank_transfer']),
    ...named('Pay-easy', ['pay_easy']),
    ...named('PayPay', ['paypay']),
    ...named('wallet', ['linepay', 'merpay', 'rakutenpay', 'aupay', 'alipay', 'wechatpay']),
    ...named('prepaid', ['web_money', 'bit_cash', 'net_cash', 'nanaco', 'steam_prepaid_card']),
    ...named('buy now, pay later', ['paidy']),
  },
};
