import type { PageAnswer } from '../../simulator.ts';
import { endPayment } from '../payments/end.ts';
import { isOpen, isPayableLater, payLater } from '../payments/pay-later.ts';
import { findPayment } from '../payments/show.ts';
import { shopOf } from '../sessions/onward.ts';
import { find, type Payment } from '../state.ts';
import { amountText, momentText } from './html/amounts.ts';
import { typeName } from './checkout-page.ts';
import { seeOther } from './html/document.ts';
import { html } from '../../../../host/html.ts';
import { noticePage, notFoundPage, shopLink, type Notice } from './html/notice-page.ts';
import { questionHtml, rowsHtml } from './html/question.ts';
import { languageOf, textOf, textsIn, type Language } from './html/texts.ts';
import { isConfirmed, type Visit } from './visit.ts';

/** The members of payment details that a customer needs to pay, of all types that are paid with numbers. */
const numbers = [
  'store',
  'confirmation_code',
  'receipt',
  'bank_name',
  'account_branch_name',
  'account_type',
  'account_number',
  'account_name',
  'order_id',
  'bank_id',
  'customer_id',
  'confirmation_id',
] as const;

type Shown = {
  readonly payment: Payment;
  readonly language: Language;
  readonly shop: string | null;
};

function shownIn(visit: Visit, id: string, locale?: string): Shown | undefined {
  const { state } = visit;
  const payment = findPayment(id, visit);
  if (payment === undefined) return undefined;
  const session = find(state.sessions, payment.session ?? '');
  const shop = session === undefined ? null : shopOf(session);
  return { payment, language: languageOf(locale ?? payment.locale), shop };
}

/** How a payment has ended that nobody waits for any more. */
function endedNotice({ payment, language }: Shown): Notice {
  const texts = textsIn(language);
  const isPaid = payment.status === 'captured' || payment.status === 'refunded';
  return isPaid
    ? { title: texts.paid, text: texts.paidText }
    : { title: texts.notPaid, text: texts.notPaidText };
}

const ended = (shown: Shown): PageAnswer => {
  const { language, shop } = shown;
  return noticePage(
    { ...endedNotice(shown), link: shopLink(shop, language) },
    { language, returnUrl: shop },
  );
};

/** `GET /{locale}/instructions/{id}`: with which numbers to pay, where and until when. */
export function showInstructions(visit: Visit): PageAnswer {
  const { id = '', locale } = visit.path;
  const shown = shownIn(visit, id, locale);
  if (shown === undefined) return notFoundPage(languageOf(locale ?? ''));
  const { payment, language, shop } = shown;
  if (!isOpen(payment)) return ended(shown);
  const texts = textsIn(language);
  const { payment_details: details, payment_deadline: deadline, total, currency } = payment;
  const text = (name: string): string | null =>
    typeof details[name] === 'string' ? details[name] : null;
  const rows = rowsHtml([
    [texts.amount, amountText(total, currency, language)],
    [texts.payUntil, deadline === null ? null : momentText(deadline, language)],
    ...numbers.map((name) => {
      const value = text(name);
      const isStore = name === 'store' && value !== null;
      return [texts.details[name], isStore ? textOf(texts.stores, value) : value] as const;
    }),
  ]);
  const till = html`<form method="post" action="/${language}/instructions/${id}">
    <button class="plain">${texts.playTill}</button>
  </form>`;
  return noticePage(
    {
      title: `${texts.instructions}: ${typeName(details.type, language)}`,
      text: texts.instructionsText,
      more: html`${rows} ${isPayableLater(payment) && till}`,
      link: shopLink(shop, language),
    },
    { language, returnUrl: shop },
  );
}

/** `POST /{locale}/instructions/{id}`: plays the till. At KOMOJU there is no such button. */
export function payAtTill(visit: Visit): PageAnswer {
  const { id = '', locale } = visit.path;
  const shown = shownIn(visit, id, locale);
  if (shown === undefined) return notFoundPage(languageOf(locale ?? ''));
  if (isPayableLater(shown.payment)) payLater(shown.payment, visit);
  return seeOther(`${visit.origin}/${shown.language}/instructions/${id}`);
}

/** `GET /offsite/new?uuid=…`: stands for the page of a wallet, where the customer confirms. */
export function showOffsite(visit: Visit): PageAnswer {
  const id = visit.query.get('uuid') ?? '';
  const shown = shownIn(visit, id);
  if (shown === undefined) return notFoundPage();
  const { payment, language, shop } = shown;
  if (!isPayableLater(payment)) return ended(shown);
  const texts = textsIn(language);
  const { payment_details: details, total, currency } = payment;
  const question = questionHtml(`/offsite/new?uuid=${id}`, texts.payHere, texts.failHere);
  return noticePage(
    {
      title: typeName(details.type, language),
      text: texts.offsiteText,
      more: html`${rowsHtml([[texts.amount, amountText(total, currency, language)]])} ${question}`,
    },
    { language, returnUrl: shop },
  );
}

/** `POST /offsite/new?uuid=…`: the customer confirms or gives up, and is sent back to the shop. */
export function answerOffsite(visit: Visit): PageAnswer {
  const id = visit.query.get('uuid') ?? '';
  const shown = shownIn(visit, id);
  if (shown === undefined) return notFoundPage();
  const { payment, shop } = shown;
  if (isPayableLater(payment)) {
    if (isConfirmed(visit)) payLater(payment, visit);
    else endPayment(payment, 'failed', visit);
  }
  return seeOther(shop ?? `${visit.origin}/offsite/new?uuid=${id}`);
}
