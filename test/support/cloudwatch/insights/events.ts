/** A line of a log as Logs Insights sees it, or a row of a result: values by the names of their fields. */
export type Fields = Readonly<Record<string, string | number>>;

/** Members of members have dotted names; a boolean is 1 or 0; null is not there. */
function flattened(value: unknown, name: string): [string, string | number][] {
  if (typeof value === 'string' || typeof value === 'number') return [[name, value]];
  if (typeof value === 'boolean') return [[name, value ? 1 : 0]];
  if (typeof value !== 'object' || value === null) return [];
  const prefix = name === '' ? '' : `${name}.`;
  return Object.entries(value).flatMap(([key, each]) => flattened(each, `${prefix}${key}`));
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * The fields of a line: the members of its JSON, `@message`, and `@timestamp`, which is its `time` where that is a moment.
 * A line that is no JSON, such as one of Lambda's own, has its message only.
 */
export function eventOf(line: string): Fields {
  const members = Object.fromEntries(flattened(parsed(line), ''));
  const at = Date.parse(String(members['time'] ?? ''));
  const time = Number.isNaN(at) ? {} : { '@timestamp': new Date(at).toISOString() };
  return { ...members, ...time, '@message': line };
}

const isNumber = (value: string | number): boolean =>
  typeof value === 'number' || (value.trim() !== '' && !Number.isNaN(Number(value)));

/** Below zero where the first comes first: numbers by their size, all else by its text, and what is absent last. */
export function compared(a: string | number | undefined, b: string | number | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
