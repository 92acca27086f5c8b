import { findRoute } from '../../../sandbox/route.ts';
import type { PageAnswer, PageRequest, SimulatorContext } from '../../simulator.ts';
import { callOf } from '../call.ts';
import { readFields } from '../protocol/body.ts';
import { Rejection } from '../protocol/errors.ts';
import { authenticationPath } from '../secure-tokens/secure-token.ts';
import type { KomojuState } from '../state.ts';
import { answerBankPage, showBankPage } from './bank.ts';
import { notFoundPage } from './html/notice-page.ts';
import { answerOffsite, payAtTill, showInstructions, showOffsite } from './payment.ts';
import { pressCancel, pressPay, showSessionPage } from './session.ts';
import type { Visit } from './visit.ts';

type Place = { readonly route: string; readonly answer: (visit: Visit) => PageAnswer };

/** The pages for customers, below KOMOJU's origin. A GET changes nothing. */
const places: readonly Place[] = [
  { route: 'GET /sessions/{id}', answer: showSessionPage },
  { route: 'POST /sessions/{id}', answer: pressPay },
  { route: 'POST /sessions/{id}/cancel', answer: pressCancel },
  { route: `GET ${authenticationPath}`, answer: showBankPage },
  { route: `POST ${authenticationPath}`, answer: answerBankPage },
  { route: 'GET /{locale}/instructions/{id}', answer: showInstructions },
  { route: 'POST /{locale}/instructions/{id}', answer: payAtTill },
  { route: 'GET /offsite/new', answer: showOffsite },
  { route: 'POST /offsite/new', answer: answerOffsite },
];

const formType = 'application/x-www-form-urlencoded';

/** KOMOJU's pages; undefined where it has none. What is not known any more gets a page that says so. */
export const komojuPages =
  (context: SimulatorContext<KomojuState>) =>
  (request: PageRequest): PageAnswer | undefined => {
    const found = findRoute(places, request);
    if (found === undefined) return undefined;
    const visit: Visit = callOf(context, {
      path: found.values,
      query: request.query,
      fields: readFields(formType, request.body),
    });
    try {
      return found.entry.answer(visit);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      return notFoundPage();
    }
  };
