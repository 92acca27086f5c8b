type Json = Readonly<Record<string, unknown>>;

/** Whether a line of JSON is one that a metric filter counts. */
export type Matches = (line: Json) => boolean;

const token = /\s*(\(|\)|\|\||&&|=|\$\.\w+(?:\.\w+)*|"[^"\\]*")/y;

/** @throws Error where the pattern has something else, of which CloudWatch knows much more */
function tokensOf(pattern: string): string[] {
  const inner = /^\{(.*)\}$/s.exec(pattern.trim())?.[1]?.trim();
  if (inner === undefined) throw new Error(`Not a pattern for JSON: ${pattern}`);
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < inner.length) {
    const at = token.lastIndex;
    const found = token.exec(inner)?.[1];
    if (found === undefined) throw new Error(`Unknown here: ${inner.slice(at)}`);
    tokens.push(found);
  }
  return tokens;
}

const valueAt = (line: Json, path: string): unknown =>
  path
    .split('.')
    .slice(1)
    .reduce<unknown>((value, name) => (value as Json | null | undefined)?.[name], line);

/** `=` with a text, in which `*` stands for anything. */
function comparison(path: string, quoted: string): Matches {
  const parts = quoted.slice(1, -1).split('*');
  const pattern = parts.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  const expected = new RegExp(`^${pattern}$`, 's');
  return (line) => {
    const value = valueAt(line, path);
    return typeof value === 'string' && expected.test(value);
  };
}

/**
 * A filter pattern of CloudWatch Logs for JSON, as far as the stack uses one: `=` with a text, `&&`, `||` and
 * parentheses ("Filter pattern syntax for metric filters" in its guide).
 *
 * @throws Error for any other pattern
 */
export function filterPattern(pattern: string): Matches {
  const tokens = tokensOf(pattern);
  const take = (expected: RegExp): string => {
    const next = tokens.shift() ?? 'the end';
    if (!expected.test(next)) throw new Error(`Not expected in ${pattern}: ${next}`);
    return next;
  };
  const single = (): Matches => {
    if (tokens[0] === '(') {
      take(/^\($/);
      const inner = any();
      take(/^\)$/);
      return inner;
    }
    const path = take(/^\$/);
    take(/^=$/);
    return comparison(path, take(/^"/));
  };
  const every = (): Matches => {
    const each = chain(tokens, '&&', single);
    return (line) => each.every((matches) => matches(line));
  };
  const any = (): Matches => {
    const each = chain(tokens, '||', every);
    return (line) => each.some((matches) => matches(line));
  };
  const matches = any();
  if (tokens.length > 0) throw new Error(`Not expected in ${pattern}: ${tokens.join(' ')}`);
  return matches;
}

/** One part, and another for each operator that follows. */
function chain(tokens: string[], operator: string, part: () => Matches): Matches[] {
  const parts = [part()];
  while (tokens[0] === operator) {
    tokens.shift();
    parts.push(part());
  }
  return parts;
}
