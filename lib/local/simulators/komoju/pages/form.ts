import { paramOfDetail } from '../assumptions.ts';
import type { Fields } from '../protocol/fields.ts';
import type { Field } from './fields.ts';
import { html, type Html } from '../../../../host/html.ts';
import { textOf, type Texts } from './html/texts.ts';

/** What was entered before, and what was wrong with it. */
export type Entered = {
  readonly values: Fields;
  /** The member that was wrong, as KOMOJU names it. */
  readonly param: string | null;
  readonly message: string | null;
};

/** What a field shows of what was entered: of a secret nothing. */
function valueOf({ name, isSecret }: Field, values: Fields): string {
  const value = values[name];
  return isSecret !== true && typeof value === 'string' ? value : '';
}

const attributesOf = (attributes: Readonly<Record<string, string>>): Html[] =>
  Object.entries(attributes).map(([name, value]) => html` ${name}="${value}"`);

function choice({ name, options = [] }: Field, chosen: string, texts: Texts): Html[] {
  const words = name === 'store' ? texts.stores : {};
  return options.map(
    (option) =>
      html`<option value="${option}" ${option === chosen && html`selected`}>
        ${textOf(words, option)}
      </option>`,
  );
}

/** A field with its label, and with what was wrong with it. */
export function fieldHtml(field: Field, entered: Entered, texts: Texts): Html {
  const { name, isRequired, attributes, options, isShort } = field;
  const param = paramOfDetail(name);
  const isWrong = entered.message !== null && entered.param === param;
  const value = valueOf(field, entered.values);
  const shared = html`id="${name}" name="${param}" ${isRequired && html`required`}
  ${isWrong && html`aria-invalid="true" aria-describedby="${name}-wrong" autofocus`}`;
  const control =
    options === undefined
      ? html`<input ${shared} value="${value}" ${attributesOf(attributes)} />`
      : html`<select ${shared}>
          <option value="">${texts.choose}</option>
          ${choice(field, value, texts)}
        </select>`;
  return html`<div class="field ${isShort === true && 'short'}">
    <label for="${name}">
      ${texts.fields[name]} ${!isRequired && html`<span class="quiet">(${texts.optional})</span>`}
    </label>
    ${control} ${isWrong && html`<p class="wrong" id="${name}-wrong">${entered.message}</p>`}
  </div>`;
}
