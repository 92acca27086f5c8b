import type { Call } from '../call.ts';
import { rejection } from '../protocol/errors.ts';
import { find } from '../state.ts';
import { secureTokenOf, type SecureToken } from './secure-token.ts';

/** The secure token that the path names. */
export function showSecureToken({ state, path, origin }: Call): SecureToken {
  const entry = find(state.secureTokens, path['id'] ?? '');
  if (entry === undefined) throw rejection('not_found');
  return secureTokenOf(entry, origin);
}
