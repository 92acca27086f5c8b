import { hasCardNumber } from '../platform/card-number.ts';
import { GatewayError } from '../platform/gateway-error.ts';
import type { Json } from '../platform/json.ts';
import type { JsonObject } from '../platform/body.ts';
import type { CardData } from '../providers/provider.ts';

/**
 * Refuses a body that holds raw card data where the provider says that it may stand, at any depth. A token is a string
 * and passes, unless it is a card's number itself.
 *
 * @throws GatewayError card_data_not_accepted with the path of the field
 */
export function refuseCardData(body: JsonObject, cardData: CardData | undefined): void {
  if (cardData === undefined) return;
  refuseIn(body[cardData.member], cardData.member, cardData);
}

const notAccepted = (param: string, { member }: CardData): GatewayError =>
  new GatewayError('card_data_not_accepted', {
    param,
    message:
      'Raw card data is not accepted here. Make a token at the provider in the browser and send ' +
      `the token as ${member}.`,
  });

function refuseIn(value: Json | undefined, path: string, cardData: CardData): void {
  if (typeof value !== 'object' && hasCardNumber(String(value))) {
    throw notAccepted(path, cardData);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const innerPath = `${path}.${name}`;
    if (cardData.fields.includes(name)) throw notAccepted(innerPath, cardData);
    refuseIn(inner, innerPath, cardData);
  }
}
