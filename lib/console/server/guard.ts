import type { IncomingMessage } from 'node:http';
import { isSameSecret } from '../../../functions/platform/same-secret.ts';
import { keyHeader } from '../api/about.ts';

/**
 * Nothing but this server's own files: no script or style in the page, none from another machine, no form that leads
 * away, no frame around it.
 */
const policy = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'"],
  ...["connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
  "require-trusted-types-for 'script'",
].join('; ');

/** What every answer carries. */
export const answerHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** Where a browser says that a request comes from: this page, or the person. */
const ownSites: readonly unknown[] = [undefined, 'same-origin', 'none'];

const oneOf = (value: string | string[] | undefined): string =>
  typeof value === 'string' ? value : '';

/**
 * Why a request of the API is refused; undefined if it is answered. The server's own host was checked before.
 *
 * The key stands in the address that the console prints, behind a #, so it is in no log; a page sends it in a header of
 * its own, which no form and no other origin can. So another user of this machine reads nothing, and no other page
 * decides anything.
 */
export function whyRefused(
  { headers }: Pick<IncomingMessage, 'headers'>,
  key: string,
): string | undefined {
  const { host = '', origin } = headers;
  if (origin !== undefined && origin !== `http://${host}`)
    return 'This request comes from another page than the console’s.';
  if (!ownSites.includes(headers['sec-fetch-site']))
    return 'This request comes from another page than the console’s.';
  if (!isSameSecret(oneOf(headers[keyHeader]), key))
    return 'The console does not know this page. Open the address that it printed when it was started, with all that stands behind the #.';
  return undefined;
}
