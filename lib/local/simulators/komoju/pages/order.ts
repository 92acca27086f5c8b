import { merchantName } from '../checkout-assumptions.ts';
import type { SessionEntry } from '../sessions/session.ts';
import { amountText } from './html/amounts.ts';
import { html, type Html } from '../../../../host/html.ts';
import type { Language, Texts } from './html/texts.ts';

/** What the customer buys, and for how much. A fee for the way to pay is on top. */
export function orderHtml(
  { mode, amount, currency, lineItems }: SessionEntry,
  fee: number,
  { texts, language }: { readonly texts: Texts; readonly language: Language },
): Html {
  const inCurrency = (each: number): string => amountText(each, currency, language);
  const lines = (lineItems ?? []).map(
    ({ description, quantity, amount: price }) =>
      html`<li>
        <span
          >${description ?? '–'}
          ${quantity !== 1 && html`<span class="quiet">× ${quantity}</span>`}</span
        >
        ${price !== undefined && html`<span>${inCurrency(price)}</span>`}
      </li>`,
  );
  return html`<section class="order" aria-label="${texts.order}">
    <p class="merchant">${merchantName}</p>
    <h1>${mode === 'customer' ? texts.saveCard : texts.checkout}</h1>
    ${mode !== 'customer' && html`<p class="amount">${inCurrency(amount + fee)}</p>`}
    ${
      lines.length > 0 &&
      html`<ul class="lines">
        ${lines}
      </ul>`
    }
  </section>`;
}
