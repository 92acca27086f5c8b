import type { PageAnswer } from '../../../simulator.ts';
import { page, type Page } from './document.ts';
import { html, type Html } from '../../../../../host/html.ts';
import { textsIn, type Language } from './texts.ts';

type Link = { readonly url: string; readonly text: string };

/** What a notice says, and where its link leads; null: there is nowhere to go. */
export type Notice = {
  readonly title: string;
  readonly text: string;
  readonly link?: Link | null;
  readonly more?: Html;
};

/** The link back to the shop, if the shop is known. */
export const shopLink = (url: string | null, language: Language): Link | null =>
  url === null ? null : { url, text: textsIn(language).backToShop };

/** A page with a notice: how something has ended, or what is to be done next. */
export const noticePage = (
  { title, text, link, more }: Notice,
  { language, ...rest }: Omit<Page, 'title' | 'main'>,
): PageAnswer =>
  page({
    title: `${title} – KOMOJU`,
    language,
    ...rest,
    main: html`<main class="notice">
      <h1>${title}</h1>
      <p>${text}</p>
      ${more ?? null}
      ${link !== null && link !== undefined && html`<p><a class="button" href="${link.url}">${link.text}</a></p>`}
    </main>`,
  });

/** For what is not there, in the language of whoever asks nobody knows. */
export function notFoundPage(language: Language = 'ja'): PageAnswer {
  const { notFound, notFoundText } = textsIn(language);
  return noticePage({ title: notFound, text: notFoundText }, { language, status: 404 });
}
