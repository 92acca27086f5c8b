import { useEffect, useState } from 'preact/hooks';

/** Where a person is: the parts of the path, and what is asked for. */
export type Place = {
  readonly parts: readonly string[];
  readonly query: Readonly<Partial<Record<string, string>>>;
  /** Path and query, as the address shows them. */
  readonly href: string;
};

/** Undefined is left out. */
export type Wanted = Readonly<Record<string, string | undefined>>;

const moved = 'console-moved';

function here(): Place {
  const { pathname, search } = location;
  const parts = pathname.split('/').filter((part) => part !== '');
  return {
    parts: parts.map(decodeURIComponent),
    query: Object.fromEntries(new URLSearchParams(search)),
    href: `${pathname}${search}`,
  };
}

/** An address of the console: `hrefOf(['payments', 'acme', 'pay_1'])` → `'/payments/acme/pay_1'`. */
export function hrefOf(parts: readonly string[], query: Wanted = {}): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  const search = new URLSearchParams(given).toString();
  const path = `/${parts.map(encodeURIComponent).join('/')}`;
  return search === '' ? path : `${path}?${search}`;
}

/** Goes to an address of the console, without loading the page again. */
export function goTo(href: string): void {
  history.pushState(null, '', href);
  scrollTo(0, 0);
  dispatchEvent(new Event(moved));
}

const isPlain = ({ button, metaKey, ctrlKey, shiftKey }: MouseEvent): boolean =>
  button === 0 && !(metaKey || ctrlKey || shiftKey);

/** Whether a link leads to another screen: not to elsewhere, to a place of this one, or to a file. */
const isOwn = ({ origin, hash, download }: HTMLAnchorElement): boolean =>
  origin === location.origin && hash === '' && download === '';

/** A plain press of a link of the console; with a key held down, or to elsewhere, the browser does what it does. */
function followed(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || !isPlain(event) || !isOwn(link)) return;
  event.preventDefault();
  goTo(`${link.pathname}${link.search}`);
}

/** Where a person is now. */
export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const look = (): void => {
      setPlace(here());
    };
    addEventListener('popstate', look);
    addEventListener(moved, look);
    document.addEventListener('click', followed);
    return () => {
      removeEventListener('popstate', look);
      removeEventListener(moved, look);
      document.removeEventListener('click', followed);
    };
  }, []);
  return place;
}
