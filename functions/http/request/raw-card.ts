import { hasCardNumber } from '../../platform/card-number.ts';
import { GatewayError } from '../../platform/gateway-error.ts';
import type { Json } from '../../platform/body/json.ts';
import type { JsonObject } from '../../platform/body/body.ts';
import type { CardData } from '../../providers/provider.ts';

/** The parts of a request that a caller fills. */
export type Parts = {
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly body: JsonObject;
};

/** Checks one value and its path. */
type Check = (value: Json, path: readonly string[]) => void;

function notAccepted(path: readonly string[], member: string | undefined): GatewayError {
  const param = path.join('.');
  if (member === undefined) return new GatewayError('card_data_not_accepted', { param });
  const message =
    'Raw card data is not accepted here. Make a token at the provider in the browser and send ' +
    `the token as ${member}.`;
  return new GatewayError('card_data_not_accepted', { param, message });
}

/** A name without what writers of names differ in: cardNumber and card_number are the same. */
const bareName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{Nd}]/gu, '');

const membersOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

/** Whether a value is a number of another kind, by the provider's own list. */
function isExempt(
  [within, field, ...deeper]: readonly string[],
  body: JsonObject,
  cardData?: CardData,
): boolean {
  const exempt = cardData?.exempt;
  if (exempt === undefined || within !== exempt.within || deeper.length > 0) return false;
  const type = membersOf(body[within])[exempt.by];
  return typeof type === 'string' && exempt.fields[type]?.includes(field ?? '') === true;
}

function visit(value: Json, path: readonly string[], check: Check): void {
  check(value, path);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) visit(inner, [...path, name], check);
}

/** The parts of a name of a query or form: `a[b]` → a, b. */
const partsOf = (name: string): string[] => name.split(/[[\].]/).filter((part) => part !== '');

/**
 * Refuses raw card data: a card number in any text or number of a request, in any name, at any depth; and the
 * provider's fields of card data, wherever they stand and whatever they hold. A token passes.
 *
 * @throws GatewayError card_data_not_accepted with the path of the field
 */
export function refuseCardData({ pathParameters, query, body }: Parts, cardData?: CardData): void {
  const fields = new Set(cardData?.fields.map(bareName));
  const check: Check = (value, path) => {
    const name = path.at(-1) ?? '';
    const isCard =
      (typeof value !== 'object' &&
        hasCardNumber(String(value)) &&
        !isExempt(path, body, cardData)) ||
      partsOf(name).some((part) => fields.has(bareName(part))) ||
      hasCardNumber(name);
    if (isCard) throw notAccepted(path, cardData?.member);
  };
  for (const [name, value] of Object.entries(pathParameters)) check(value, [name]);
  for (const [name, value] of query) check(value, [name]);
  visit(body, [], check);
}
