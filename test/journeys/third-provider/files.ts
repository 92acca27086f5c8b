/*
 * Everything that a third provider needs, by its place in the project: its folder below functions/providers, a file for
 * each operation, and its simulator. Besides these there are only its rows. The provider is imaginary, and unlike the
 * others: it hands out tokens (OAuth), has other names for a card's number and for a charge that came to nothing, and its
 * errors have another shape.
 */

export const rows = `
  'acme.charge.create': { route: 'POST /acme/v1/charges', effect: 'mutation', resend: 'provider-key', lookup: 'exact' },
  'acme.charge.show': { route: 'GET /acme/v1/charges/{chargeId}', effect: 'read' },
`;

const provider = `import * as z from 'zod/mini';
import { dayMs } from '../../platform/clock.ts';
import type { ListSearch } from '../list-search.ts';
import type { ProviderObject } from '../outcome.ts';
import type { Authorize, Provider } from '../provider.ts';
import { dated, momentOf } from '../reference.ts';

const Token = z.looseObject({ access_token: z.string() });
const tokens = new Map<string, string>();

/** Asks for a token once, and again where the provider no longer takes it. */
const authorize: Authorize = async (secret, { origin, send, wasUnauthorized }) => {
  const { clientId = '', clientSecret = '' } = secret;
  const kept = tokens.get(clientId);
  if (kept !== undefined && !wasUnauthorized) return kept;
  const answer = await send({
    method: 'POST',
    url: origin + '/v1/token',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: clientId, client_secret: clientSecret }),
  });
  if ('kind' in answer) throw new Error('No token.');
  const fresh = 'Bearer ' + Token.parse(JSON.parse(answer.body)).access_token;
  tokens.set(clientId, fresh);
  return fresh;
};

const ErrorBody = z.looseObject({ fault: z.string() });
const Charge = z.looseObject({ id: z.string(), note: z.string(), phase: z.string(), made: z.string() });

export const acme: Provider = {
  name: 'acme',
  origin: 'https://api.acme.example',
  secretPlaces: ['clientId', 'clientSecret'],
  authorize,
  answersWithinMs: 18_000,
  probe: '/v1/charges/none',
  idempotency: { header: 'Once-Key', keyLifeMs: dayMs },
  meaningfulHeaders: [],
  otherHeaders: [],
  cardData: { member: 'card', fields: ['pan'] },
  errorCode: (body) => ErrorBody.safeParse(body).data?.fault,
  rejectionCodes: new Set(['no_money', 'no_such']),
  notFoundCodes: new Set(['no_such']),
  failedStates: new Set(['void']),
  follows: {},
  phases: {},
  errorBody: ({ code, message }) => ({ fault: code, message }),
};

export function parseCharge(body: unknown): ProviderObject | undefined {
  const { data: charge } = Charge.safeParse(body);
  const { id, note, phase, made } = charge ?? {};
  return id === undefined ? undefined : { id, reference: note, state: phase, at: momentOf(made) };
}

const Charges = z.looseObject({ charges: z.array(z.unknown()) });

export const searchCharges: ListSearch = {
  takesWindow: false,
  query: () => [],
  read: (body) => {
    const items = Charges.safeParse(body).data?.charges;
    return items && { items, total: items.length, next: undefined };
  },
  item: (item) => dated(parseCharge(item)),
  madeStatus: 201,
};
`;

const create = `import * as z from 'zod/mini';
import { serve } from '../../http/serve.ts';
import { acme, parseCharge, searchCharges } from '../../providers/acme/acme.ts';

export const { contract, start } = serve(acme, 'acme.charge.create', {
  body: z.looseObject({ yen: z.int() }),
  addReference: (body, { reference }) => ({ ...body, note: reference }),
  parse: parseCharge,
  search: searchCharges,
});
`;

const show = `import { serve } from '../../http/serve.ts';
import { acme, parseCharge } from '../../providers/acme/acme.ts';

export const { contract, start } = serve(acme, 'acme.charge.show', { parse: parseCharge });
`;

const simulator = `import { defineSimulator, type ProviderAnswer } from '../simulator.ts';

type Charge = { id: string; note: string; phase: string; made: string };
type State = { charges: Charge[]; byKey: Record<string, ProviderAnswer>; tokens: string[] };

const answer = (status: number, body: object, applied = false): ProviderAnswer => ({
  status,
  body: JSON.stringify(body),
  applied,
});

/** Charges of 666 yen come to nothing; those of 0 are rejected. */
function charge(state: State, at: number, sent: { yen: number; note: string }): ProviderAnswer {
  if (sent.yen === 0) return answer(402, { fault: 'no_money' });
  const made = {
    id: 'ch_' + String(state.charges.length + 1),
    note: sent.note,
    phase: sent.yen === 666 ? 'void' : 'paid',
    made: new Date(at).toISOString(),
  };
  state.charges.push(made);
  return answer(201, made, true);
}

export const simulator = defineSimulator({
  name: 'acme',
  title: 'Acme',
  originPath: '/acme',
  apiPath: '/v1',
  idempotencyHeader: 'once-key',
  storefrontScopes: ['acme.charge.*'],
  emptyState: (): State => ({ charges: [], byKey: {}, tokens: [] }),
  create: ({ state, isSecretKey, now }) => ({
    routes: ['POST /token', 'POST /charges', 'GET /charges', 'GET /charges/{id}'],
    controls: [
      {
        route: 'POST /sandbox/acme/forget-tokens',
        run: () => {
          state.tokens = [];
          return { status: 200, body: {} };
        },
      },
    ],
    handle: async ({ method, path, headers, body }, work) => {
      const sent = (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>;
      if (path === '/token') {
        if (!isSecretKey(String(sent['client_secret']))) return answer(401, { fault: 'who' });
        const token = 'token' + String(Math.random());
        state.tokens.push(token);
        return answer(200, { access_token: token });
      }
      const isKnown = state.tokens.includes(String(headers.authorization).replace('Bearer ', ''));
      if (!isKnown) return answer(401, { fault: 'who' });
      await work();
      if (method === 'POST') {
        const key = String(headers['once-key']);
        const told = state.byKey[key] ?? charge(state, now(), sent as { yen: number; note: string });
        state.byKey[key] = { ...told, applied: false };
        return told;
      }
      if (path === '/charges') return answer(200, { charges: state.charges });
      const found = state.charges.find(({ id }) => path === '/charges/' + id);
      return found === undefined ? answer(404, { fault: 'no_such' }) : answer(200, found);
    },
  }),
});
`;

/** What is written, by its path. */
export const files: Readonly<Record<string, string>> = {
  'functions/providers/acme/acme.ts': provider,
  'functions/acme/charge/create.ts': create,
  'functions/acme/charge/show.ts': show,
  'lib/local/simulators/acme/simulator.ts': simulator,
};
