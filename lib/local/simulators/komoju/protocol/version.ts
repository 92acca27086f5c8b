import { isVersion, unknownVersion, type Version } from '../assumptions.ts';
import { rejection } from './errors.ts';

/** The header that asks for a version, in lower case. KOMOJU documentation, versions (seen 2026). */
const versionHeader = 'x-komoju-api-version';

/**
 * The version in which a request is answered: that of its header, else the one that is set for its key in the dashboard
 * (same page).
 */
export function versionOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  ofKey: Version,
): Version {
  const named = headers[versionHeader] ?? ofKey;
  if (typeof named === 'string' && isVersion(named)) return named;
  throw rejection(unknownVersion, null, `The API has no version ${String(named)}.`);
}
