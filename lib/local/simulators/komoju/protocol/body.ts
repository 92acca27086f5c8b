import { rejection } from './errors.ts';
import { isRecord, type Fields } from './fields.ts';

type Nested = { [name: string]: Nested | (Nested | string)[] | string };

/** `payment_details[email]` → `['payment_details', 'email']`; `types[]` → `['types', '']`. */
const namesIn = (key: string): string[] => key.split('[').map((name) => name.replace(/\]$/, ''));

/** Adds to a list of objects: a member that the last object has already begins the next one, as Rails reads forms. */
function addItem(list: (Nested | string)[], names: readonly string[], value: string): void {
  const last = list.at(-1);
  const [name = ''] = names;
  if (typeof last === 'object' && !Object.hasOwn(last, name)) {
    addField(last, names, value);
    return;
  }
  const next: Nested = {};
  addField(next, names, value);
  list.push(next);
}

/** Adds one pair of a form at the path that its brackets describe. */
function addField(fields: Nested, names: readonly string[], value: string): void {
  const [name = '', ...inner] = names;
  // It would change the prototype of the object.
  if (name === '__proto__') return;
  if (inner.length === 0) {
    fields[name] = value;
  } else if (inner[0] === '') {
    const given = fields[name];
    const list = Array.isArray(given) ? given : [];
    fields[name] = list;
    if (inner.length === 1) list.push(value);
    else addItem(list, inner.slice(1), value);
  } else {
    const nested = fields[name];
    const next: Nested = isRecord(nested) ? nested : {};
    fields[name] = next;
    addField(next, inner, value);
  }
}

function readForm(body: string): Fields {
  const fields: Nested = {};
  for (const [key, value] of new URLSearchParams(body)) addField(fields, namesIn(key), value);
  return fields;
}

function readJson(body: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw rejection('bad_request', null, 'The body is not JSON.');
  }
  if (!isRecord(value)) throw rejection('bad_request', null, 'The body is not a JSON object.');
  return value;
}

/**
 * Reads a body as JSON or as a form with brackets. If the content type says neither, the first character decides.
 * A missing body, as on a capture, has no members.
 */
export function readFields(contentType: string | undefined, body: string): Fields {
  if (body.trim() === '') return {};
  if (contentType?.includes('json') === true) return readJson(body);
  const isForm = contentType?.includes('x-www-form-urlencoded') === true;
  return !isForm && body.trimStart().startsWith('{') ? readJson(body) : readForm(body);
}
