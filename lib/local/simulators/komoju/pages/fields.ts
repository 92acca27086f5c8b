import { requiredDetails } from '../assumptions.ts';
import { stores } from '../payment-methods/catalogue.ts';
import type { Texts } from './html/texts.ts';

/** How a member of the payment details is entered. */
export type Field = {
  readonly name: keyof Texts['fields'];
  readonly isRequired: boolean;
  /** For the browser: what it may fill in, and which keys it shows. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What can be chosen from; absent: it is typed. */
  readonly options?: readonly string[];
  /** Never sent back to the browser, whatever was wrong with it. */
  readonly isSecret?: true;
  /** Stands beside others. */
  readonly isShort?: true;
};

type Kind = Omit<Field, 'name' | 'isRequired'>;

const digits = { inputmode: 'numeric', autocomplete: 'off' };
const secret: Kind = { attributes: { autocomplete: 'off' }, isSecret: true };
const password: Kind = { attributes: { autocomplete: 'off', type: 'password' }, isSecret: true };
const nameOf = (autocomplete: string): Kind => ({ attributes: { autocomplete }, isShort: true });

const kinds: Readonly<Record<Field['name'], Kind>> = {
  number: {
    attributes: { ...digits, autocomplete: 'cc-number', maxlength: '23', spellcheck: 'false' },
    isSecret: true,
  },
  month: {
    attributes: { ...digits, autocomplete: 'cc-exp-month', maxlength: '2' },
    isShort: true,
  },
  year: { attributes: { ...digits, autocomplete: 'cc-exp-year', maxlength: '4' }, isShort: true },
  verification_value: {
    attributes: { ...digits, autocomplete: 'cc-csc', maxlength: '4' },
    isSecret: true,
    isShort: true,
  },
  name: { attributes: { autocomplete: 'cc-name' } },
  store: { attributes: {}, options: stores },
  email: { attributes: { autocomplete: 'email', type: 'email', maxlength: '255' } },
  phone: { attributes: { autocomplete: 'tel', type: 'tel' } },
  family_name: nameOf('family-name'),
  given_name: nameOf('given-name'),
  family_name_kana: nameOf('off'),
  given_name_kana: nameOf('off'),
  customer_name: { attributes: { autocomplete: 'name' } },
  brand: { attributes: {}, options: ['docomo', 'au', 'softbank'] },
  prepaid_number: secret,
  culture_id: secret,
  culture_password: password,
  happy_money_id: secret,
  happy_money_password: password,
  user_no: secret,
  user_password: password,
};

const isField = (name: string): name is Field['name'] => Object.hasOwn(kinds, name);

/** Fields beyond those that the API requires, by type. */
const further: Readonly<Record<string, readonly Field['name'][]>> = {
  credit_card: ['verification_value', 'name', 'email'],
};

/** Those of them that the page insists on, as shops do. */
const insisted: readonly Field['name'][] = ['verification_value'];

/** The order on the page, whatever the order in the table of required details. */
const places = Object.keys(kinds);

/** What a customer fills in to pay with a type. */
export function fieldsOf(type: string): Field[] {
  const required = requiredDetails(type);
  const more = Object.hasOwn(further, type) ? (further[type] ?? []) : [];
  return [...required, ...more]
    .filter(isField)
    .toSorted((one, other) => places.indexOf(one) - places.indexOf(other))
    .map((name) => ({
      name,
      isRequired: required.includes(name) || insisted.includes(name),
      ...kinds[name],
    }));
}
