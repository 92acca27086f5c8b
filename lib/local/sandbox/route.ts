/** The values of a route's parameters, by name. */
export type PathValues = Readonly<Record<string, string>>;

/**
 * Matches a request with a route such as `POST /payments/{id}/capture`; undefined if it does not match.
 * Values are not decoded: no id of a provider needs percent encoding.
 */
function matchRoute(route: string, method: string, path: string): PathValues | undefined {
  const pattern = route.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const found = new RegExp(`^${pattern}$`).exec(`${method} ${path}`);
  return found === null ? undefined : { ...found.groups };
}

/** The first entry whose route a request matches, with the values of its parameters; undefined if none does. */
export function findRoute<Entry extends { readonly route: string }>(
  entries: readonly Entry[],
  { method, path }: { readonly method: string; readonly path: string },
): { readonly entry: Entry; readonly values: PathValues } | undefined {
  for (const entry of entries) {
    const values = matchRoute(entry.route, method, path);
    if (values !== undefined) return { entry, values };
  }
  return undefined;
}
