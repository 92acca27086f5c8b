import { rejection } from '../protocol/errors.ts';
import {
  isGiven,
  isRecord,
  readList,
  readText,
  readWhole,
  type Fields,
} from '../protocol/fields.ts';

/** A line of the order that the page shows. KOMOJU's client for Node, LineItem (seen 2026). */
export type LineItem = {
  amount?: number;
  description?: string;
  quantity: number;
  image?: string;
  external_product_num?: string;
};

const textsOf = (item: Fields): Partial<LineItem> =>
  Object.fromEntries(
    ['description', 'image', 'external_product_num']
      .map((name) => [name, readText(item, name)] as const)
      .filter(([, text]) => text !== null),
  );

function readItem(item: unknown): LineItem {
  if (!isRecord(item)) throw rejection('invalid_parameter', 'line_items', 'must be objects');
  const { image, ...texts } = textsOf(item);
  if (image !== undefined && !URL.canParse(image)) {
    throw rejection('invalid_parameter', 'line_items[image]', 'must be a URL');
  }
  const wholeOf = (name: string): number =>
    readWhole(item[name], `line_items[${name}]`, [0, Number.MAX_SAFE_INTEGER]);
  return {
    ...texts,
    ...(image !== undefined && { image }),
    ...(isGiven(item['amount']) && { amount: wholeOf('amount') }),
    quantity: isGiven(item['quantity']) ? wholeOf('quantity') : 1,
  };
}

/** The lines of the order, or null if the request has none: a session shows them only if they were given. */
export const readLineItems = (fields: Fields): LineItem[] | null =>
  readList(fields, 'line_items')?.map(readItem) ?? null;
