import type { Language } from './texts.ts';

type Words = readonly [en: string, ja: string];

/** What a customer reads when it did not work, by KOMOJU's error code. */
const messages: Readonly<Record<string, Words>> = {
  missing_parameter: ['Please fill in this field.', 'この項目を入力してください。'],
  invalid_parameter: ['Please check what you entered.', '入力内容をご確認ください。'],
  insufficient_funds: [
    'There is not enough money on this card. Please use another one.',
    '残高が不足しています。別のカードをご利用ください。',
  ],
  exceeds_limit: [
    'This is above the limit of the card. Please use another one.',
    'カードの利用限度額を超えています。別のカードをご利用ください。',
  ],
  card_declined: [
    'The card was declined. Please use another one.',
    'カードが利用できませんでした。別のカードをご利用ください。',
  ],
  card_expired: ['The card has expired.', 'カードの有効期限が切れています。'],
  bad_verification_value: ['The security code is wrong.', 'セキュリティコードが正しくありません。'],
  invalid_number: ['The number is not valid.', '番号が正しくありません。'],
  used_number: ['This number was used before.', 'この番号はすでに使用されています。'],
};

const usual: Words = [
  'The payment did not work. Please try again, or pay another way.',
  'お支払いができませんでした。もう一度お試しになるか、別の方法をお選びください。',
];

const notAuthenticated: Words = [
  'Your bank did not confirm the payment. Nothing was charged. Please try again, or use another card.',
  '本人認証が完了しませんでした。請求はありません。もう一度お試しになるか、別のカードをご利用ください。',
];

const inLanguage = ([en, ja]: Words, language: Language): string => (language === 'ja' ? ja : en);

/** What a customer reads of a rejection. */
export const messageOf = (code: string, language: Language): string =>
  inLanguage(Object.hasOwn(messages, code) ? (messages[code] ?? usual) : usual, language);

/** What a customer reads whose bank said no. */
export const authenticationMessage = (language: Language): string =>
  inLanguage(notAuthenticated, language);
