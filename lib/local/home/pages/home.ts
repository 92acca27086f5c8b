import type { LineView } from '../view.ts';

/* What runs in the browser. Everything that comes from outside becomes text, never markup. */

/** More than anybody reads; the oldest go. */
const maxLines = 200;

function find(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no ${id}.`);
  return found;
}

const lines = find('lines');
const empty = find('empty');
const said = find('said');

/** Does what a button says. Gives whether the system has answered, be it with a no. */
async function act(action: object): Promise<boolean> {
  said.textContent = '…';
  try {
    const answer = await fetch('/home/actions', { method: 'POST', body: JSON.stringify(action) });
    said.textContent = await answer.text();
    return true;
  } catch {
    said.textContent = 'The system does not answer. Is npm start still running?';
    return false;
  }
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function payButton(view: LineView): HTMLButtonElement | undefined {
  const { made, operationId, provider, caller } = view;
  if (made === undefined || operationId === undefined) return undefined;
  const button = element('button', 'pay', 'Its customer pays');
  button.type = 'button';
  button.addEventListener('click', () => {
    const pay = { do: 'pay', kind: made, provider, operation: operationId, caller };
    // Paid, or never to be paid by a customer: there is nothing more to press.
    void act(pay).then((isAnswered) => {
      if (isAnswered) button.remove();
    });
  });
  return button;
}

function lineOf(view: LineView): HTMLLIElement {
  const { time, operation, tone, what, more, operationId = '' } = view;
  const line = element('li', tone);
  const at = element('time', 'time', new Date(time).toLocaleTimeString());
  at.dateTime = time;
  at.title = time;
  const button = payButton(view);
  line.append(
    at,
    element('span', 'operation', operation),
    element('span', 'what', what),
    element('span', 'more', more),
    element('span', 'id', operationId),
    ...(button === undefined ? [] : [button]),
  );
  return line;
}

const requests = new EventSource('/home/requests');
requests.addEventListener('begin', () => {
  lines.replaceChildren();
});
requests.addEventListener('message', ({ data }: MessageEvent<string>) => {
  empty.hidden = true;
  lines.prepend(lineOf(JSON.parse(data) as LineView));
  while (lines.children.length > maxLines) lines.lastElementChild?.remove();
});

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-do]'))
  button.addEventListener('click', () => {
    void act({ do: button.dataset['do'] });
  });

/** Says on a button, and to who hears it, what it does or has done. */
function label(button: HTMLButtonElement, word: string): void {
  button.textContent = word;
  button.ariaLabel = `${word}: ${button.parentElement?.querySelector('.name')?.textContent ?? ''}`;
}

for (const button of document.querySelectorAll<HTMLButtonElement>('button.copy'))
  button.addEventListener('click', () => {
    const text = button.parentElement?.querySelector('code')?.textContent ?? '';
    void navigator.clipboard.writeText(text).then(() => {
      label(button, 'Copied');
      setTimeout(() => {
        label(button, 'Copy');
      }, 1500);
    });
  });
