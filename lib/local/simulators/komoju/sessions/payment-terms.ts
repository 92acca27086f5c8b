import { readCapture } from '../payments/capture-word.ts';
import { isGiven, readObject, readText, type Fields } from '../protocol/fields.ts';
import { readWord } from '../protocol/words.ts';

/** What a session repeats of its `payment_data`. KOMOJU's client for Node, PaymentData (seen 2026). */
export type PaymentData = {
  capture: 'auto' | 'manual';
  external_order_num?: string;
  name?: string;
  name_kana?: string;
  platform_details?: Fields;
};

/** KOMOJU's client for Node, Intent (seen 2026). */
const intents = ['one_time', 'card_on_file', 'subscription', 'installment'] as const;

/** Members that must be objects; nothing here depends on what is in them. */
const objects = ['statement_descriptor', 'billing_address', 'shipping_address'];

/**
 * Reads how the payment of a session is to be made. Members that KOMOJU takes and does not show are checked only.
 * `amount` and `currency` are read with the session's own.
 */
export function readPaymentData(data: Fields): PaymentData {
  const captures = readCapture(data) ?? true;
  for (const name of objects) readObject(data, name);
  if (isGiven(data['intent'])) readWord(data, 'intent', { words: intents, otherwise: 'one_time' });
  readText(data, 'mcc');
  const platformDetails = readObject(data, 'platform_details');
  const texts: Partial<PaymentData> = Object.fromEntries(
    (['external_order_num', 'name', 'name_kana'] as const)
      .map((name) => [name, readText(data, name, 255)] as const)
      .filter(([, text]) => text !== null),
  );
  return {
    capture: captures ? 'auto' : 'manual',
    ...texts,
    ...(platformDetails !== null && { platform_details: platformDetails }),
  };
}
