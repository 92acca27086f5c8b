import { replacesMetadata } from '../assumptions.ts';
import { refusal } from './errors.ts';
import { isGiven, isRecord, type Fields } from './fields.ts';

/** Bounds of the schema in KOMOJU's Ruby client (seen 2026). */
const keyCharactersMost = 30;
const valueCharactersMost = 2000;

const fits = ([key, value]: [string, unknown]): boolean =>
  key.length <= keyCharactersMost &&
  (typeof value !== 'string' || value.length <= valueCharactersMost);

/** The merchant's own names and values; they come back as they were sent. */
export function readMetadata(fields: Fields): Fields {
  const metadata = fields['metadata'];
  if (!isGiven(metadata)) return {};
  if (!isRecord(metadata)) throw refusal('invalid_parameter', 'metadata', 'must be an object');
  if (!Object.entries(metadata).every(fits)) {
    throw refusal('invalid_parameter', 'metadata', 'has a name or a value that is too long');
  }
  return metadata;
}

/** The metadata of something that is changed; a request that sends none leaves them as they are. */
export function changedMetadata(before: Fields, fields: Fields): Fields {
  if (!('metadata' in fields)) return before;
  const sent = readMetadata(fields);
  return replacesMetadata ? sent : { ...before, ...sent };
}
