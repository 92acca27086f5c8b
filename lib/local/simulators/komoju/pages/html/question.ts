import { html, type Html } from '../../../../../host/html.ts';

type Row = readonly [name: string, value: string | null];

/** Names and values, without those that have none. */
export const rowsHtml = (rows: readonly Row[]): Html =>
  html`<dl>
    ${rows
      .filter(([, value]) => value !== null)
      .map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
  </dl>`;

/** Two buttons, of which the customer presses one; what was meant is in the field `answer`. */
export const questionHtml = (action: string, yes: string, no: string): Html =>
  html`<form method="post" action="${action}" class="question">
    <button name="answer" value="confirm">${yes}</button>
    <button name="answer" value="fail" class="second">${no}</button>
  </form>`;
