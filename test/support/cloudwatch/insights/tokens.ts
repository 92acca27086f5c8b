/** A piece of a query. Of a text and a pattern `value` is what stands between the quotes. */
export type Token = {
  readonly kind: 'word' | 'number' | 'text' | 'pattern' | 'sign';
  readonly value: string;
};

const kinds: readonly (readonly [Token['kind'] | 'space', RegExp])[] = [
  ['space', /^(\s+|#[^\n]*)/],
  ['text', /^"([^"\\]*)"/],
  ['pattern', /^\/((?:[^/\\]|\\.)+)\//],
  ['number', /^(\d+(?:\.\d+)?)/],
  ['word', /^(@?[A-Za-z_][\w.]*)/],
  ['sign', /^(!=|<=|>=|[=<>()[\],|*])/],
];

/** @throws Error where a query goes on with something that is not known here */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let rest = query;
  while (rest !== '') {
    const [kind, found] =
      kinds
        .map(([name, form]) => [name, form.exec(rest)] as const)
        .find(([, match]) => match !== null) ?? [];
    if (kind === undefined || found === null || found === undefined)
      throw new Error(`The query goes on with what is not known: ${rest.slice(0, 20)}`);
    if (kind !== 'space') tokens.push({ kind, value: found[1] ?? '' });
    rest = rest.slice(found[0].length);
  }
  return tokens;
}
