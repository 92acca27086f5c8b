/** Finds a value below another one; undefined if there is none. */
export type JsonPath = (root: unknown) => unknown;

const part = /\.([\w-]+)|\[(\d+)\]/y;

/** `$.a.b[0]` → `['a', 'b', '0']`; undefined for what is no such path. */
function namesIn(path: string): readonly string[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const names: string[] = [];
  part.lastIndex = 1;
  for (let found = part.exec(path); found !== null; found = part.exec(path)) {
    names.push(found[1] ?? found[2] ?? '');
    if (part.lastIndex === path.length) return names;
  }
  return path === '$' ? [] : undefined;
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/**
 * Reads a path as EventBridge writes it: names behind dots, indices in brackets. It is used of an event, and of a record.
 *
 * @throws Error for any other path: wildcards, slashes and quoted names are not known here
 */
export function jsonPath(path: string): JsonPath {
  const names = namesIn(path);
  if (names === undefined) throw new Error(`The path ${path} is not known here.`);
  return (root) => names.reduce(member, root);
}
