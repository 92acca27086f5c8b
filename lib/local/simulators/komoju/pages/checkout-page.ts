import type { PageAnswer } from '../../simulator.ts';
import type { Call } from '../call.ts';
import { availableMethods } from '../payment-methods/catalogue.ts';
import type { SessionEntry } from '../sessions/session.ts';
import { amountText } from './html/amounts.ts';
import { page } from './html/document.ts';
import { fieldsOf } from './fields.ts';
import { fieldHtml, type Entered } from './form.ts';
import { html, type Html } from '../../../../host/html.ts';
import { authenticationMessage } from './html/messages.ts';
import { orderHtml } from './order.ts';
import { testCardsHtml } from './test-cards.ts';
import { languageOf, textsIn, type Language } from './html/texts.ts';

/** The name of a payment type; an unknown one is its own. */
export function typeName(type: string, language: Language): string {
  const method = availableMethods.find(({ type_slug }) => type_slug === type);
  return (language === 'ja' ? method?.name_ja : method?.name_en) ?? type;
}

/** The types to choose from, as links: choosing changes nothing at KOMOJU. */
function typesHtml({ id, paymentTypes }: SessionEntry, chosen: string, language: Language): Html {
  const links = paymentTypes.map(
    (type) =>
      html`<li>
        <a href="/sessions/${id}?type=${type}" ${type === chosen && html`aria-current="true"`}>
          ${typeName(type, language)}
        </a>
      </li>`,
  );
  const { howToPay } = textsIn(language);
  return html`<nav aria-labelledby="how-to-pay">
    <h2 id="how-to-pay">${howToPay}</h2>
    <ul class="types">
      ${links}
    </ul>
  </nav>`;
}

const nothing: Entered = { values: {}, param: null, message: null };

/** Whose bank said no in the last try reads that first. */
const firstSight = ({ failure }: SessionEntry, language: Language): Entered =>
  failure === null ? nothing : { ...nothing, message: authenticationMessage(language) };

/** What the customer enters, and the button that pays. */
function formHtml(entry: SessionEntry, type: string, view: View): Html {
  const { shown, language, fee } = view;
  const texts = textsIn(language);
  const fields = fieldsOf(type);
  const pay =
    entry.mode === 'customer'
      ? texts.save
      : `${texts.pay} ${amountText(entry.amount + fee, entry.currency, language)}`;
  return html`<form method="post" action="/sessions/${entry.id}" class="details">
    <input type="hidden" name="payment_details[type]" value="${type}" />
    ${fields.map((field) => fieldHtml(field, shown, texts))}
    ${fields.length === 0 && html`<p>${texts.goesOn}</p>`}
    <button>${pay}</button>
  </form>`;
}

type View = { readonly shown: Entered; readonly language: Language; readonly fee: number };

/**
 * The hosted page of a session that can be paid.
 *
 * @param type the payment type that the customer chose; one that the session does not have means the first
 * @param entered what was entered and did not work; absent: nothing was entered yet
 */
export function checkoutPage(
  entry: SessionEntry,
  { type: wanted, entered }: { readonly type: string | null; readonly entered?: Entered },
  { state }: Pick<Call, 'state'>,
): PageAnswer {
  const language = languageOf(entry.default_locale);
  const texts = textsIn(language);
  const type = entry.paymentTypes.find((each) => each === wanted) ?? entry.paymentTypes[0] ?? '';
  const fee = entry.mode === 'customer' ? 0 : (state.fees[type] ?? 0);
  const shown = entered ?? firstSight(entry, language);

  return page({
    title: `${texts.checkout} – KOMOJU`,
    language,
    status: entered === undefined ? 200 : 422,
    returnUrl: entry.return_url,
    main: html`<main class="checkout">
      ${orderHtml(entry, fee, { texts, language })}
      <section class="pay">
        ${shown.message !== null && html`<p class="alert" role="alert">${shown.message}</p>`}
        ${typesHtml(entry, type, language)} ${formHtml(entry, type, { shown, language, fee })}
        <form method="post" action="/sessions/${entry.id}/cancel">
          <button class="plain">${texts.cancel}</button>
        </form>
        ${type === 'credit_card' && testCardsHtml(texts)}
      </section>
    </main>`,
  });
}
