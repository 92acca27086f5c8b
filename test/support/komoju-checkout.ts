/*
 * Every member that KOMOJU's client for Node types of hosted checkout (seen 2026), and which kinds of value it may have.
 * Left out are merchant_id (sellers on a platform), installments and api_endpoint (Komoju Pay). Asked of the simulator
 * itself, and through the gateway.
 */

/** Asks KOMOJU, or the gateway in its place: `POST /sessions`. Gives the body of a success. */
export type Ask = (on: string, body?: object) => Promise<unknown>;

/** Kinds of value, each with the names of the members that have it. */
type Members = Readonly<Record<string, string>>;

type Documented = {
  readonly operation: string;
  readonly object: string;
  readonly members: Members;
  readonly read: (ask: Ask) => Promise<unknown>;
};

type Parts = Readonly<Record<string, unknown>>;

/** A card whose bank asks its holder nothing. */
const quickCard = {
  type: 'credit_card',
  email: 'hana@example.com',
  number: '4100000000000100',
  month: '01',
  year: '2099',
  verification_value: '123',
  name: 'Hana Sato',
};

const order = { amount: 4200, currency: 'JPY', return_url: 'https://shop.example/back' };

const open = async (ask: Ask, more: object = {}): Promise<Parts & { id: string }> =>
  (await ask('POST /sessions', { ...order, ...more })) as Parts & { id: string };

async function pay(ask: Ask, opened: object, details: object = quickCard): Promise<Parts> {
  const { id } = await open(ask, opened);
  return (await ask(`POST /sessions/${id}/pay`, { payment_details: details })) as Parts;
}

/** A session of everything, completed with a card. */
async function everything(ask: Ask): Promise<Parts> {
  const { id } = await open(ask, {
    mode: 'customer_payment',
    email: 'hana@example.com',
    line_items: [{ description: 'Tea' }],
    payment_data: {
      external_order_num: '7',
      name: 'Hana',
      name_kana: 'ハナ',
      platform_details: { seller: 'A' },
    },
  });
  await ask(`POST /sessions/${id}/pay`, { payment_details: quickCard });
  return (await ask(`GET /sessions/${id}`)) as Parts;
}

/** One member of that session. */
const its =
  (name: string) =>
  async (ask: Ask): Promise<unknown> =>
    (await everything(ask))[name];

/** A way to pay of a new session. */
const methodOf =
  (type: string) =>
  async (ask: Ask): Promise<unknown> => {
    const { payment_methods } = await open(ask);
    return (payment_methods as { type: string }[]).find((method) => method.type === type);
  };

// prettier-ignore
const session = {
  string: 'id resource mode currency default_locale status session_url created_at',
  number: 'amount', boolean: 'expired', list: 'payment_methods', object: 'merchant metadata payment_data',
};

// prettier-ignore
const secureToken = {
  string: 'id secure_token created_at verification_status authentication_url',
  object: 'three_ds_auth_result',
};

// prettier-ignore
export const documented: readonly Documented[] = [
  {
    operation: 'POST /sessions', object: 'a new session', read: open,
    members: { ...session, 'string or null': 'return_url', null: 'cancelled_at completed_at payment' },
  },
  {
    operation: 'POST /sessions/{id}/cancel', object: 'a cancelled session',
    read: async (ask) => ask(`POST /sessions/${(await open(ask)).id}/cancel`),
    members: { ...session, 'string or null': 'return_url cancelled_at', null: 'completed_at payment' },
  },
  {
    operation: 'GET /sessions/{id}', object: 'a completed session', read: everything,
    members: {
      ...session, string: `${session.string} completed_at customer_id email`, 'string or null': 'return_url',
      null: 'cancelled_at', list: 'payment_methods line_items', object: `${session.object} payment secure_token`,
    },
  },
  {
    operation: 'GET /sessions/{id}', object: 'its payment data', read: its('payment_data'),
    members: { string: 'capture external_order_num name name_kana', object: 'platform_details' },
  },
  { operation: 'GET /sessions/{id}', object: 'its merchant', read: its('merchant'), members: { string: 'name' } },
  {
    operation: 'GET /sessions/{id}', object: 'its payment', read: its('payment'),
    members: {
      string: 'id resource status currency session customer created_at', number: 'amount tax total amount_refunded',
      object: 'payment_details metadata', list: 'refunds', 'string or null': 'captured_at description external_order_num',
    },
  },
  { operation: 'GET /sessions/{id}', object: 'its secure token', read: its('secure_token'), members: secureToken },
  {
    operation: 'GET /sessions/{id}', object: 'what the bank said',
    read: async (ask) => ((await everything(ask))['secure_token'] as Parts)['three_ds_auth_result'],
    members: { string: 'dsReferenceNumber acsReferenceNumber threeDSRequestorTransID acsTransID dsTransID threeDSServerTransID eci messageVersion authenticationType authenticationValue transStatus' },
  },
  {
    operation: 'POST /sessions', object: 'its way to pay by card', read: methodOf('credit_card'),
    members: {
      string: 'type hashed_gateway currency', number: 'amount exchange_rate customer_fee', boolean: 'offsite',
      list: 'additional_fields brands',
    },
  },
  {
    operation: 'POST /sessions', object: 'its way to pay in a store', read: methodOf('konbini'),
    members: { string: 'type hashed_gateway currency seven_eleven_merchant_number', 'list or object': 'brands' },
  },
  {
    operation: 'POST /sessions/{id}/pay', object: 'the answer', read: (ask) => pay(ask, { mode: 'customer_payment' }),
    members: { string: 'status', 'string or null': 'redirect_url', object: 'payment customer' },
  },
  {
    operation: 'POST /sessions/{id}/pay', object: 'the answer of an app', read: (ask) => pay(ask, {}, { type: 'paypay' }),
    members: { string: 'status app_url', 'string or null': 'redirect_url', object: 'payment' },
  },
  {
    operation: 'POST /sessions/{id}/pay', object: 'its customer',
    read: async (ask) => (await pay(ask, { mode: 'customer' }))['customer'],
    members: { string: 'id resource created_at', 'string or null': 'email', object: 'source metadata' },
  },
  {
    operation: 'POST /secure_tokens', object: 'a secure token', members: secureToken,
    read: (ask) => ask('POST /secure_tokens', { ...order, payment_details: quickCard }),
  },
  {
    operation: 'GET /secure_tokens/{id}', object: 'a secure token', members: secureToken,
    read: async (ask: Ask): Promise<unknown> => {
      const made = await ask('POST /secure_tokens', { ...order, payment_details: quickCard });
      return ask(`GET /secure_tokens/${(made as { id: string }).id}`);
    },
  },
  {
    operation: 'POST /tokens', object: 'a token',
    read: (ask) => ask('POST /tokens', { payment_details: quickCard, currency: 'JPY', platform_details: { seller: 'A' } }),
    members: { string: 'id resource created_at', object: 'payment_details' },
  },
  {
    operation: 'POST /tokens', object: 'the details of a token',
    read: async (ask: Ask): Promise<unknown> => {
      const details = {
        type: 'konbini', store: 'lawson', email: 'hana@example.com', phone: '0312345678',
        given_name: 'Hana', family_name: 'Sato', given_name_kana: 'ハナ', family_name_kana: 'サトウ',
      };
      return ((await ask('POST /tokens', { payment_details: details })) as Parts)['payment_details'];
    },
    members: { string: 'type email phone given_name family_name given_name_kana family_name_kana store' },
  },
  {
    operation: 'GET /payment_methods', object: 'the first of the list',
    read: async (ask) => ((await ask('GET /payment_methods')) as unknown[])[0],
    members: { string: 'name_en name_ja name_ko type_slug currency', list: 'subtypes secure_token_supported' },
  },
];

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

/** The members that are not there, or of another kind; none where all is as documented. */
export function differences(members: Members, object: unknown): string[] {
  const found = object as Parts;
  return Object.entries(members).flatMap(([kinds, names]) =>
    names
      .split(' ')
      .filter((name) => !kinds.split(' or ').includes(kindOf(found[name])))
      .map((name) => `${name} is ${kindOf(found[name])}, not ${kinds}`),
  );
}
