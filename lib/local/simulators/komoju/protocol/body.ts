import { refusal } from './errors.ts';
import { isRecord, type Fields } from './fields.ts';

type Nested = { [name: string]: Nested | string[] | string };

/** `payment_details[email]` → `['payment_details', 'email']`; `types[]` → `['types', '']`. */
const namesIn = (key: string): string[] => key.split('[').map((name) => name.replace(/\]$/, ''));

/** Puts one pair of a form where its brackets say. */
function place(fields: Nested, names: readonly string[], value: string): void {
  const [name = '', ...inner] = names;
  // A name that reaches into the language's own objects is nobody's parameter.
  if (name === '__proto__') return;
  if (inner.length === 0) {
    fields[name] = value;
  } else if (inner[0] === '') {
    const list = fields[name];
    fields[name] = [...(Array.isArray(list) ? list : []), value];
  } else {
    const nested = fields[name];
    const next: Nested = isRecord(nested) ? nested : {};
    fields[name] = next;
    place(next, inner, value);
  }
}

function readForm(body: string): Fields {
  const fields: Nested = {};
  for (const [key, value] of new URLSearchParams(body)) place(fields, namesIn(key), value);
  return fields;
}

function readJson(body: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw refusal('bad_request', null, 'The body is not JSON.');
  }
  if (!isRecord(value)) throw refusal('bad_request', null, 'The body is not a JSON object.');
  return value;
}

/**
 * Reads a body as JSON or as a form with brackets. A caller that names neither is taken at its first character;
 * a missing body has no members, as on a capture.
 */
export function readFields(contentType: string | undefined, body: string): Fields {
  if (body.trim() === '') return {};
  if (contentType?.includes('json') === true) return readJson(body);
  const isForm = contentType?.includes('x-www-form-urlencoded') === true;
  return !isForm && body.trimStart().startsWith('{') ? readJson(body) : readForm(body);
}
