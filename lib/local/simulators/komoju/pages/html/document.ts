import { createHash } from 'node:crypto';
import type { PageAnswer } from '../../../simulator.ts';
import { html, type Html } from '../../../../../host/html.ts';
import { style } from './style.ts';
import { textsIn, type Language } from './texts.ts';

/** Nothing may stand between the tags and the style, or the hash is that of another text. */
const styleSheet: Html = { safe: `<style>${style}</style>` };
const styleHash = createHash('sha256').update(style).digest('base64');

/**
 * No scripts, no frames, nothing from elsewhere; the one style sheet is known by its hash.
 *
 * `form-action` must name where forms lead in the end, because browsers also hold the redirect after a form against it.
 * That is the shop, which may send its customer on, and whose app may have a scheme of its own.
 */
const policyFor = (schemes: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    'img-src data:',
    `form-action ${["'self'", 'http:', 'https:', ...schemes].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** What a page consists of. */
export type Page = {
  readonly title: string;
  readonly language: Language;
  readonly main: Html;
  /** 200 unless it says otherwise. */
  readonly status?: number;
  /** Where the forms may lead besides http and https: the URL to which the shop wants its customers back. */
  readonly returnUrl?: string | null;
  /** A look of its own, for a page that plays somebody else's. */
  readonly look?: 'bank';
};

const schemesOf = (url: string | null | undefined): string[] =>
  typeof url === 'string' && URL.canParse(url) ? [new URL(url).protocol] : [];

/**
 * A page. It is never stored, so that "back" in the browser asks anew and sees what has happened. The referrer policy must
 * not be `no-referrer`: forms would come without an origin, and the local system refuses those.
 */
export function page({ title, language, main, status = 200, returnUrl, look }: Page): PageAnswer {
  const texts = textsIn(language);
  const document = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${styleSheet}
      </head>
      <body class="${look ?? 'shop'}">
        <p class="test-mode">${texts.testMode}</p>
        ${main}
      </body>
    </html>`;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': policyFor(schemesOf(returnUrl)),
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    },
    body: document.safe,
  };
}

/** Sends the browser on, with a GET whatever it asked before. */
export const seeOther = (location: string): PageAnswer => ({
  status: 303,
  headers: { location, 'cache-control': 'no-store' },
  body: '',
});
