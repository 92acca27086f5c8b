import {
  card,
  checkout,
  customers,
  link,
  links,
  pathThere,
  payments,
  sessions,
  type Maker,
} from '../support/mutation-requests.ts';

const secretKey = 'sk_test_simulator';
const basic = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`;
const bearer = `Bearer ${secretKey}`;

/** Asks a simulated provider itself, past the gateway. @throws Error where it refuses */
export async function askProvider(url: string, on: string, body?: object): Promise<unknown> {
  const [method = '', path = ''] = on.split(' ');
  const response = await fetch(`${url}${pathThere(path)}`, {
    method,
    headers: {
      authorization: path.startsWith('/komoju') ? basic : bearer,
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${on}: ${response.status} ${text}`);
  return text === '' ? {} : JSON.parse(text);
}

/** Makes objects at the simulated providers, past the gateway and its faults. */
export function makerAt(url: string): Maker {
  // A fault that was meant for the gateway may meet this request instead: then another object is made.
  const make = async (on: string, body: object, tries = 5): Promise<string> => {
    try {
      return ((await askProvider(url, on, body)) as { id: string }).id;
    } catch (cause) {
      if (tries === 0) throw new Error(`No object to work on: ${on}`, { cause });
      return make(on, body, tries - 1);
    }
  };
  const pay = (changes: object): Promise<string> =>
    make(`POST ${payments}`, { amount: 1000, currency: 'JPY', payment_details: card, ...changes });
  return {
    payment: (changes = {}) => pay(changes),
    customer: () => make(`POST ${customers}`, { payment_details: card }),
    paidCash: async () => {
      const details = { type: 'konbini', store: 'lawson', email: 'taro@example.com' };
      const id = await pay({ payment_details: details });
      await fetch(`${url}/sandbox/komoju/payments/${id}/pay`, { method: 'POST' });
      return id;
    },
    session: () => make(`POST ${sessions}`, checkout),
    link: () => make(`POST ${links}`, link),
  };
}
