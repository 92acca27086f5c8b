import { depthMax, type Json } from './json.ts';
import { GatewayError } from '../gateway-error.ts';

/** `customer[email]` → `['customer', 'email']`; `tags[]` → `['tags', '']`. */
function partsOf(name: string): string[] {
  const [, head = '', tail = ''] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name) ?? [];
  if (head === '') {
    throw new GatewayError('invalid_parameter', { message: 'A form field has a malformed name.' });
  }
  const parts = [head, ...[...tail.matchAll(/\[([^[\]]*)\]/g)].map(([, inner = '']) => inner)];
  if (parts.length > depthMax) {
    throw new GatewayError('invalid_parameter', {
      param: head,
      message: 'The body is nested too deeply.',
    });
  }
  return parts;
}

const conflict = (parts: readonly string[]): GatewayError =>
  new GatewayError('invalid_parameter', {
    param: parts.filter((part) => part !== '').join('.'),
    message: 'A form field is given twice, or both as a value and as a group.',
  });

type Group = Map<string, Json | Group>;
const isGroup = (node: Json | Group | undefined): node is Group => node instanceof Map;

function put(root: Group, parts: readonly string[], value: string): void {
  let group = root;
  for (const part of parts.slice(0, -1)) {
    const inner = group.get(part) ?? new Map<string, Json | Group>();
    if (!isGroup(inner)) throw conflict(parts);
    group.set(part, inner);
    group = inner;
  }
  const last = parts.at(-1) ?? '';
  if (last === '' && !group.has(last)) group.set(last, []);
  const present = group.get(last);
  if (last === '' && Array.isArray(present)) present.push(value);
  else if (present === undefined) group.set(last, value);
  else throw conflict(parts);
}

/** A group with only `[]` members is a list. A group that mixes `[]` with names has no form in JSON. */
function toJson(node: Json | Group, path: readonly string[]): Json {
  if (!isGroup(node)) return node;
  const list = node.get('');
  if (list !== undefined && (node.size > 1 || isGroup(list))) throw conflict(path);
  if (list !== undefined) return toJson(list, path);
  return Object.fromEntries(
    [...node].map(([name, inner]) => [name, toJson(inner, [...path, name])]),
  );
}

/**
 * Reads a form body with brackets, as Rails and PHP write it: every value is a string, `a[b]=c` is a member of a group,
 * `a[]=c` is a member of a list. This is stricter than most form parsers, because a body that can be read in two ways
 * must not move money.
 *
 * @throws GatewayError invalid_parameter for a malformed name, broken percent-encoding, or a field that is given twice
 */
export function readForm(text: string): Json {
  const root: Group = new Map();
  for (const pair of text.split('&').filter((each) => each !== '')) {
    const at = pair.indexOf('=');
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    put(root, partsOf(name), decode(at < 0 ? '' : pair.slice(at + 1)));
  }
  return toJson(root, []);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new GatewayError('invalid_parameter', { message: 'The form is not valid UTF-8.', cause });
  }
}

const encode = (text: string): string => encodeURIComponent(text).replaceAll('%20', '+');

/** Writes a value as a form with brackets, in the value's own order: the inverse of {@link readForm}. */
export function writeForm(value: Json, name = ''): string {
  if (Array.isArray(value)) return value.map((each) => writeForm(each, `${name}[]`)).join('&');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([member, inner]) => writeForm(inner, name === '' ? member : `${name}[${member}]`))
      .filter((part) => part !== '')
      .join('&');
  }
  return `${encode(name)}=${encode(String(value ?? ''))}`;
}
