import type { PageAnswer } from '../../simulator.ts';
import { merchantName } from '../checkout-assumptions.ts';
import { authenticationPath, type SecureTokenEntry } from '../secure-tokens/secure-token.ts';
import { finishChallenge, placeAfter } from '../sessions/go-on.ts';
import { isPayable } from '../sessions/pay.ts';
import { find } from '../state.ts';
import { amountText } from './html/amounts.ts';
import { page, seeOther } from './html/document.ts';
import { html } from '../../../../host/html.ts';
import { notFoundPage } from './html/notice-page.ts';
import { questionHtml, rowsHtml } from './html/question.ts';
import { languageOf, textsIn } from './html/texts.ts';
import { isConfirmed, type Visit } from './visit.ts';

const tokenIn = ({ query, state }: Visit): SecureTokenEntry | undefined =>
  find(state.secureTokens, query.get('token') ?? '');

const onward = (token: SecureTokenEntry, visit: Visit): PageAnswer => {
  const place = placeAfter(token, visit);
  return place === undefined ? notFoundPage() : seeOther(place);
};

/** `GET /three_d_secure_service/offsite?token=…`: the bank asks. A question that is no longer open is not asked again. */
export function showBankPage(visit: Visit): PageAnswer {
  const token = tokenIn(visit);
  if (token === undefined) return notFoundPage();
  const session = token.session === null ? undefined : find(visit.state.sessions, token.session.id);
  const isOver = session !== undefined && !isPayable(session, visit.now());
  if (token.status !== 'NEEDS_VERIFY' || isOver) return onward(token, visit);

  const language = languageOf(session?.default_locale ?? 'ja');
  const texts = textsIn(language);
  const { amount, currency, method } = token;
  const rows = rowsHtml([
    [texts.merchant, merchantName],
    [texts.amount, amountText(amount, currency, language)],
    [texts.card, `${method.brand.toUpperCase()} •••• ${method.last_four_digits}`],
  ]);
  const action = `${authenticationPath}?token=${token.id}`;
  return page({
    title: `${texts.bankAsks} – ${texts.bank}`,
    language,
    returnUrl: token.returnUrl,
    look: 'bank',
    main: html`<main class="notice">
      <p class="merchant">${texts.bank}</p>
      <h1>${texts.bankAsks}</h1>
      <p>${texts.bankText}</p>
      ${rows} ${questionHtml(action, texts.confirm, texts.refuse)}
    </main>`,
  });
}

/** `POST /three_d_secure_service/offsite?token=…`: the customer answers the bank, and is sent on. */
export function answerBankPage(visit: Visit): PageAnswer {
  const token = tokenIn(visit);
  if (token === undefined) return notFoundPage();
  finishChallenge(token, isConfirmed(visit), visit);
  return onward(token, visit);
}
