import type { LocalSettings } from './settings.ts';
import type { Local } from './stack.ts';

/** What is printed once everything runs. */
export function welcome(
  { url, simulatorUrl, keys }: Pick<Local, 'url' | 'simulatorUrl' | 'keys'>,
  { dataDir, komojuSecretKey }: Pick<LocalSettings, 'dataDir' | 'komojuSecretKey'>,
): string[] {
  return [
    `Gateway ready: ${url}`,
    `Simulator: ${simulatorUrl}`,
    ...(komojuSecretKey === undefined ? [] : ['KOMOJU: https://komoju.com, test mode']),
    ...(dataDir === undefined ? [] : [`Data: ${dataDir}`]),
    `Key (all operations): ${keys.admin}`,
    `Key (storefront): ${keys.storefront}`,
    `Try: curl -u ${keys.admin}: ${url}/komoju/api/v1/payments ${parameters.join(' ')}`,
    'Stop with Ctrl-C.',
  ];
}

/** The README's, so that whoever sends both pays once; with a key, so that whoever sends it twice does, too. */
const fields = {
  amount: '1000',
  currency: 'JPY',
  'payment_details[type]': 'credit_card',
  'payment_details[number]': '4111111111111111',
  'payment_details[month]': '12',
  'payment_details[year]': '2030',
  'payment_details[verification_value]': '123',
  'payment_details[given_name]': 'Taro',
  'payment_details[family_name]': 'Yamada',
};

const parameters = [
  '-H "Idempotency-Key: order-1"',
  ...Object.entries(fields).map(([name, value]) => `-d "${name}=${value}"`),
];
