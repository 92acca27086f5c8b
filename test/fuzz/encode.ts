/** What a body can be made of. A text that begins with {@link literal} is written into JSON as it is. */
export type Tree =
  string | number | boolean | null | readonly Tree[] | { readonly [name: string]: Tree };

const mark = 'literal::';

/** A number that JavaScript cannot hold, or any other text that is to stand in JSON without quotes. */
export const literal = (text: string): string => `${mark}${text}`;

/** The body as JSON. */
export const jsonText = (body: Tree): string =>
  JSON.stringify(body).replaceAll(/"literal::([^"]*)"/g, '$1');

const plain = (value: string | number | boolean | null): string =>
  String(value ?? '').replace(mark, '');

/** The fields of a form: `a[b]` for a member, `a[]` for an entry of a list. */
export function formPairs(value: Tree, name = ''): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[name, plain(value)]];
  const members = Array.isArray(value)
    ? (value as readonly Tree[]).map((entry): [string, Tree] => ['', entry])
    : Object.entries(value as Readonly<Record<string, Tree>>);
  return members.flatMap(([member, inner]) =>
    formPairs(inner, name === '' ? member : `${name}[${member}]`),
  );
}

/** The same fields in parts. */
export const partsText = (
  pairs: readonly (readonly [string, string])[],
  boundary: string,
): string =>
  [
    ...pairs.map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
    `--${boundary}--\r\n`,
  ].join('');
