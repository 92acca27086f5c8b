import { replacesMetadata } from '../assumptions.ts';
import { rejection } from './errors.ts';
import { isGiven, isRecord, type Fields } from './fields.ts';

/** Limits of the schema in KOMOJU's Ruby client (seen 2026). */
const maxKeyCharacters = 30;
const maxValueCharacters = 2000;

const fits = ([key, value]: [string, unknown]): boolean =>
  key.length <= maxKeyCharacters &&
  (typeof value !== 'string' || value.length <= maxValueCharacters);

/** The merchant's own names and values, which are returned unchanged. */
export function readMetadata(fields: Fields): Fields {
  const metadata = fields['metadata'];
  if (!isGiven(metadata)) return {};
  if (!isRecord(metadata)) throw rejection('invalid_parameter', 'metadata', 'must be an object');
  if (!Object.entries(metadata).every(fits)) {
    throw rejection('invalid_parameter', 'metadata', 'has a name or a value that is too long');
  }
  return metadata;
}

/** The metadata after an update; without metadata in the request they stay the same. */
export function changedMetadata(before: Fields, fields: Fields): Fields {
  if (!('metadata' in fields)) return before;
  const sent = readMetadata(fields);
  return replacesMetadata ? sent : { ...before, ...sent };
}
