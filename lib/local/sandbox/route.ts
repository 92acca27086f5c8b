/** What stood in the braces of a route, by name. */
export type PathValues = Readonly<Record<string, string>>;

/**
 * Compares a request with a route such as `POST /payments/{id}/capture`; undefined if it is another one.
 * Ids come back as they were sent: a percent-encoded id is nobody's id.
 */
export function follow(on: string, method: string, path: string): PathValues | undefined {
  const pattern = on.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const found = new RegExp(`^${pattern}$`).exec(`${method} ${path}`);
  return found === null ? undefined : { ...found.groups };
}
