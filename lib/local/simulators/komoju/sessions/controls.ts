import * as z from 'zod';
import { controlWith, refuse, type Control } from '../../../sandbox/control.ts';
import { ProviderError } from '../../provider-error.ts';
import type { SimulatorContext } from '../../simulator.ts';
import { callOf } from '../call.ts';
import { authenticationFailure } from '../checkout-assumptions.ts';
import { rejection } from '../protocol/errors.ts';
import { find, type KomojuState } from '../state.ts';
import { finishChallenge } from './go-on.ts';
import { isPayable, payEntry } from './pay.ts';
import type { SessionEntry } from './session.ts';
import { showEntry, type Session } from './show.ts';

type Context = SimulatorContext<KomojuState>;

/** How a customer pays where the call does not say it. */
const usualDetails = {
  type: 'credit_card',
  number: '4111111111111111',
  month: '12',
  year: '2030',
  verification_value: '123',
};

/** A customer without a browser: how they pay, and what they do when their bank asks. */
const Visit = z.strictObject({
  payment_details: z.union([z.string(), z.record(z.string(), z.unknown())]).default(usualDetails),
  three_d_secure: z.enum(['pass', 'fail']).default('pass'),
});
type Visit = z.infer<typeof Visit>;

/** Plays the customer on the hosted page, to the end. @throws ProviderError as KOMOJU would answer a pay request */
function visit(id: string, { payment_details, three_d_secure }: Visit, context: Context): Session {
  const { state } = context;
  const asked = { path: { id }, query: new URLSearchParams(), fields: { payment_details } };
  const call = callOf(context, asked);
  payEntry(call, true);
  const entry = state.sessions[id];
  if (entry === undefined) throw rejection('not_found');
  if (entry.status === 'pending') {
    const token = find(state.secureTokens, entry.secureTokenId ?? '');
    if (token !== undefined) finishChallenge(token, three_d_secure === 'pass', call);
    if (entry.failure !== null) throw rejection(authenticationFailure);
  }
  return showEntry(entry, call);
}

const showNow = (entry: SessionEntry, { state, now, origin }: Context): Session =>
  showEntry(entry, { state, now, origin: origin(), version: state.version });

/** The controls of sessions: a customer who pays, and the time that runs out. */
export const sessionControls = (context: Context): Control[] => [
  controlWith('POST /sandbox/komoju/sessions/{id}/pay', Visit, (details, { id = '' }) => {
    try {
      return { status: 200, body: visit(id, details, context) };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return { status: error.status, body: JSON.parse(error.body) as unknown };
    }
  }),
  {
    // KOMOJU has no list of sessions, and whoever judges what was made needs one.
    route: 'GET /sandbox/komoju/sessions',
    run() {
      const entries = Object.values(context.state.sessions);
      return { status: 200, body: entries.map((entry) => showNow(entry, context)) };
    },
  },
  {
    route: 'POST /sandbox/komoju/sessions/{id}/expire',
    run({ id = '' }) {
      const { state, now } = context;
      const entry = find(state.sessions, id);
      if (entry === undefined) return refuse(404, `There is no session ${id}.`);
      if (!isPayable(entry, now())) {
        return refuse(409, `Session ${id} is ${entry.status}. To do: expire, it must be payable.`);
      }
      entry.expiresAt = now();
      return { status: 200, body: showNow(entry, context) };
    },
  },
];
