/** The values of a route's parameters, by name. */
export type PathValues = Readonly<Record<string, string>>;

/**
 * Matches a request with a route such as `POST /payments/{id}/capture`; undefined if it does not match.
 * Values are not decoded: no id of a provider needs percent encoding.
 */
export function matchRoute(route: string, method: string, path: string): PathValues | undefined {
  const pattern = route.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const found = new RegExp(`^${pattern}$`).exec(`${method} ${path}`);
  return found === null ? undefined : { ...found.groups };
}
