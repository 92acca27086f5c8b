import type { Token } from './tokens.ts';

/** Goes through the pieces of one command. */
export type Reader = {
  /** Takes the next piece if it is this word or sign. */
  readonly takes: (value: string) => boolean;
  /** @throws Error where the next piece is another one */
  readonly expect: (value: string) => void;
  /** Takes the next piece, whatever it holds. @throws Error where it is of another kind, or there is none */
  readonly take: (...kinds: readonly Token['kind'][]) => Token;
  readonly isAtEnd: () => boolean;
};

export function readerOf(tokens: readonly Token[]): Reader {
  let at = 0;
  const isNext = (value: string): boolean => {
    const token = tokens[at];
    const isPlain = token?.kind === 'word' || token?.kind === 'sign';
    return isPlain && token.value === value;
  };
  const unexpected = (): Error =>
    new Error(`The query has what is not known: ${tokens[at]?.value ?? 'its end'}`);
  const takes = (value: string): boolean => {
    const isIt = isNext(value);
    if (isIt) at += 1;
    return isIt;
  };
  return {
    takes,
    expect: (value) => {
      if (!takes(value)) throw unexpected();
    },
    take: (...kinds) => {
      const token = tokens[at];
      if (token === undefined || !kinds.includes(token.kind)) throw unexpected();
      at += 1;
      return token;
    },
    isAtEnd: () => at === tokens.length,
  };
}

/** What is separated by commas. */
export function listOf<Item>(reader: Reader, read: () => Item): Item[] {
  const items = [read()];
  while (reader.takes(',')) items.push(read());
  return items;
}
