import type { RequestListener } from 'node:http';
import { localKeys, localSigningSecret } from './aws/secret-contents.ts';
import { withShop } from './demo/with-shop.ts';
import { withDocs } from './docs/with-docs.ts';
import type { Feed } from './home/feed.ts';
import { homeParts } from './home/parts.ts';
import { withHome } from './home/with-home.ts';
import type { PageLink } from './local.ts';

type Pages = {
  readonly url: string;
  readonly simulatorUrl: string;
  /** What the page at / leads to besides. */
  readonly moreLinks: () => readonly PageLink[];
  readonly testModeKeys: Readonly<Record<string, string>>;
  /** What the functions write, as it comes. */
  readonly feed: Feed;
  readonly now: () => number;
};

/** The gateway's own requests, and beside them the pages for people that a deployed stack does not have. */
export function withPages(
  api: RequestListener,
  { url, simulatorUrl, moreLinks, testModeKeys, feed, now }: Pages,
): RequestListener {
  const trust = { secret: localSigningSecret, now };
  const shop = withShop(api, { url, key: localKeys.storefront }, trust);
  const docs = withDocs(shop, localKeys.admin);
  return withHome(docs, {
    ...homeParts({ url, simulatorUrl }, moreLinks, testModeKeys),
    ...{ url, simulatorUrl, feed },
  });
}
