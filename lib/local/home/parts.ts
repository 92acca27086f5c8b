import { localKeys, localSigningSecret } from '../aws/secret-contents.ts';
import { docsPath } from '../docs/with-docs.ts';
import { firstRequests, lostRequests } from '../first-requests.ts';
import type { PageLink } from '../local.ts';
import type { HomeParts } from './page.ts';

/**
 * What the page says of a running system.
 *
 * @param moreLinks pages that others serve
 */
export function homeParts(
  addresses: { readonly url: string; readonly simulatorUrl: string },
  moreLinks: () => readonly PageLink[],
  testModeKeys: Readonly<Record<string, string>>,
): HomeParts {
  const running = { ...addresses, keys: localKeys };
  return {
    links: () => [...moreLinks(), ['Demo shop', '/demo'], ['API to read and try', docsPath]],
    facts: [
      ['Key (all operations)', localKeys.admin],
      ['Key (storefront)', localKeys.storefront],
      ['Key (client that sends no Idempotency-Key)', localKeys.unmodified],
      ['Secret of the webhooks to your own server (--forward-to)', localSigningSecret],
      ['Gateway', addresses.url],
      ['Simulator', addresses.simulatorUrl],
    ],
    requests: () => [
      ...firstRequests(running, testModeKeys),
      ...lostRequests(running, testModeKeys),
    ],
  };
}
