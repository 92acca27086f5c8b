import type { About } from '../api/about.ts';
import type { Gateway } from '../reading/gateway.ts';
import type { Query } from './query.ts';
import { checkPayment } from './screens/check-payment.ts';
import { decide } from './screens/decision.ts';
import { findings, notedFindings } from './screens/findings.ts';
import { health } from './screens/health.ts';
import { checkOperation, openOperations, operation } from './screens/operations.ts';
import { payment } from './screens/payment.ts';
import { payments } from './screens/payments.ts';
import { search } from './screens/search.ts';
import { replayDelivery, webhooks } from './screens/webhooks.ts';

/** Answers one request of a page. What it throws is told to the person. */
export type Screen = (gateway: Gateway, query: Query, body: unknown) => Promise<unknown>;

const about = ({ name, isLocal, target }: Gateway): Promise<About> =>
  Promise.resolve({ name, isLocal, now: new Date(target.now()).toISOString() });

/**
 * THE TABLE of what the pages may ask, by method and path. What is POST reads at a provider or writes; what writes are
 * the decision and the replay, by the code of the command line.
 */
export const routes: Readonly<Partial<Record<string, Screen>>> = {
  'GET /api/about': about,
  'GET /api/payments': payments,
  'GET /api/search': search,
  'GET /api/payment': payment,
  'POST /api/payment/check': checkPayment,
  'GET /api/operations': openOperations,
  'GET /api/operation': operation,
  'POST /api/operation/check': checkOperation,
  'POST /api/operation/decision': decide,
  'GET /api/findings': findings,
  'GET /api/findings/noted': notedFindings,
  'GET /api/webhooks': webhooks,
  'POST /api/webhooks/replay': replayDelivery,
  'GET /api/health': health,
};
