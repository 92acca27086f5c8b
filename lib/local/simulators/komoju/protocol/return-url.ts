import { refusedSchemes } from '../checkout-assumptions.ts';
import { rejection } from './errors.ts';
import { readText, type Fields } from './fields.ts';

/** Where a customer is sent back to, or null if the request does not say. */
export function readReturnUrl(fields: Fields): string | null {
  const url = readText(fields, 'return_url');
  if (url === null) return null;
  if (!URL.canParse(url) || refusedSchemes.includes(new URL(url).protocol)) {
    throw rejection('invalid_parameter', 'return_url', 'must be an absolute URL');
  }
  return url;
}

/**
 * The same URL with one more parameter; its query stays as it is. KOMOJU documentation, hosted page (seen 2026): the
 * parameter is `session_id`. KOMOJU's mobile SDK (seen 2026): after 3-D Secure it is `secure_token_id`.
 */
export function returnTo(url: string, name: string, id: string): string {
  const back = new URL(url);
  back.search = `${back.search === '' ? '?' : `${back.search}&`}${name}=${id}`;
  return back.href;
}
