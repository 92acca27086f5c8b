import { html, type Html } from '../../../../host/html.ts';
import type { Texts } from './html/texts.ts';

/** KOMOJU documentation, test cards and testing 3-D Secure (seen 2026), one for each thing that can happen. */
const cards: readonly (readonly [number: string, trial: keyof Texts['trials']])[] = [
  ['4111 1111 1111 1111', 'challenge'],
  ['4100 0000 0000 0100', 'frictionless'],
  ['4100 0000 0030 0005', 'challenge_fails'],
  ['4100 0000 0050 0000', 'fails'],
  ['4123 1111 1111 1000', 'insufficient_funds'],
  ['4123 1111 1111 1059', 'card_declined'],
];

/** The cards to try. One click selects a number. */
export const testCardsHtml = (texts: Texts): Html =>
  html`<section class="trials">
    <h2>${texts.tryThese}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${texts.cardNumber}</th>
          <th scope="col">${texts.whatHappens}</th>
        </tr>
      </thead>
      <tbody>
        ${cards.map(
          ([number, trial]) =>
            html`<tr>
              <td class="number">${number}</td>
              <td>${texts.trials[trial]}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <p class="quiet">${texts.tryHint}</p>
  </section>`;
