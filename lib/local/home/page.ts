import { html, type Html } from '../../host/html.ts';
import type { FirstRequest } from '../first-requests.ts';
import type { PageLink } from '../local.ts';

/** What the page shows that does not change while the system runs. */
export type HomeParts = {
  /** Other pages of the system, as they are there when the page is asked for. */
  readonly links: () => readonly PageLink[];
  /** The keys that the gateway takes here, and the addresses that clients need. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Made anew for each visit: a key that was used is only replayed. */
  readonly requests: () => readonly FirstRequest[];
};

const copied = (name: string, text: string): Html =>
  html`<li>
    <span class="name">${name}</span>
    <code>${text}</code>
    <button type="button" class="copy" aria-label="Copy: ${name}">Copy</button>
  </li>`;

const link = ([name, address]: PageLink): Html => html`<li><a href="${address}">${name}</a></li>`;

/** The page at `/`. */
export const homePage = ({ links, facts, requests }: HomeParts): string => `<!doctype html>
${
  html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>Payment gateway, on this machine</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href="/home/home.css" />
      <script type="module" src="/home/home.js"></script>
    </head>
    <body>
      <header>
        <h1>Payment gateway</h1>
        <p>It runs on this machine, with simulators in the providers’ place: no money moves.</p>
        <nav aria-label="Pages">
          <ul>
            ${links().map(link)}
          </ul>
        </nav>
      </header>
      <main>
        <section aria-labelledby="play">
          <h2 id="play">Let something happen</h2>
          <div class="buttons">
            <button type="button" data-do="lose-answer">Lose the answer to the next payment</button>
            <button type="button" data-do="hour">One hour passes</button>
            <button type="button" data-do="day">One day passes</button>
          </div>
          <p id="said" role="status"></p>
        </section>
        <section aria-labelledby="live">
          <h2 id="live">Requests, as they happen</h2>
          <p id="empty">None yet. Copy a first request from below into a terminal.</p>
          <ol id="lines" reversed></ol>
        </section>
        <section aria-labelledby="first">
          <h2 id="first">First requests</h2>
          <ol class="copied">
            ${requests().map(({ title, command }) => copied(title, command))}
          </ol>
        </section>
        <section aria-labelledby="keys">
          <h2 id="keys">Keys and addresses</h2>
          <ul class="copied">
            ${facts.map(([name, value]) => copied(name, value))}
          </ul>
        </section>
      </main>
    </body>
  </html>`.safe
}`;
