import { useCallback, useEffect, useState } from 'preact/hooks';
import { keyHeader, type Failure } from '../api/about.ts';

const storedAs = 'console-key';

/** Keeps the key that stands behind the # of the printed address, and takes it out of the address. */
export function keepKey(): void {
  const key = location.hash.slice(1);
  if (!/^[\w-]{20,}$/.test(key)) return;
  localStorage.setItem(storedAs, key);
  history.replaceState(null, '', `${location.pathname}${location.search}`);
}

async function send<Value>(path: string, request: RequestInit): Promise<Value> {
  const headers = { [keyHeader]: localStorage.getItem(storedAs) ?? '' };
  let response: Response;
  try {
    response = await fetch(path, { ...request, headers });
  } catch {
    throw new Error('The console does not answer. See that it still runs, and start it again.');
  }
  const value: unknown = await response.json();
  if (!response.ok) throw new Error((value as Failure).error);
  return value as Value;
}

/** Asks the console's server. @throws Error whose message is for the person */
export const read = <Value>(path: string): Promise<Value> => send(path, { method: 'GET' });

/** Has the console's server do something. @throws Error whose message is for the person */
export const post = <Value>(path: string, body?: object): Promise<Value> =>
  send(path, { method: 'POST', ...(body !== undefined && { body: JSON.stringify(body) }) });

/** What a screen shows: nothing yet, an answer, or why there is none. */
export type Asked<Value> = {
  readonly value?: Value | undefined;
  readonly error?: string | undefined;
  readonly isUnderWay: boolean;
  readonly again: () => void;
};

/** Asks when the screen is opened, and whenever the path changes. What an older path is answered late is dropped. */
export function useAnswer<Value>(path: string): Asked<Value> {
  const [count, setCount] = useState(0);
  const [answer, setAnswer] = useState<{ path: string; value?: Value; error?: string }>();
  const [isUnderWay, setUnderWay] = useState(true);
  useEffect(() => {
    let isWanted = true;
    setUnderWay(true);
    read<Value>(path)
      .then(
        (value) => ({ path, value }),
        (error: unknown) => ({ path, error: (error as Error).message }),
      )
      .then((given) => {
        if (!isWanted) return;
        setAnswer(given);
        setUnderWay(false);
      })
      .catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [path, count]);
  const again = useCallback(() => {
    setCount((before) => before + 1);
  }, []);
  const current = answer?.path === path ? answer : undefined;
  return { value: current?.value, error: current?.error, isUnderWay, again };
}

/** One thing that a person has done by a button: under way, done, or why not. */
export type Doing<Value> = Omit<Asked<Value>, 'again'> & {
  readonly start: (work: () => Promise<Value>) => void;
  readonly forget: () => void;
};

/** What a button does, once at a time. */
export function useDoing<Value>(): Doing<Value> {
  const [state, setState] = useState<Omit<Asked<Value>, 'again'>>({ isUnderWay: false });
  const start = (work: () => Promise<Value>): void => {
    if (state.isUnderWay) return;
    setState({ isUnderWay: true });
    work().then(
      (value) => {
        setState({ value, isUnderWay: false });
      },
      (error: unknown) => {
        setState({ error: (error as Error).message, isUnderWay: false });
      },
    );
  };
  const forget = useCallback(() => {
    setState({ isUnderWay: false });
  }, []);
  return { ...state, start, forget };
}
