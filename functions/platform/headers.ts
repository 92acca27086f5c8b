/** The headers of a request, by their names in lower case. */
export type Headers = {
  /** All values of a header, in the order in which they were sent; empty where it is absent. */
  all(name: string): readonly string[];
  /** The first value; undefined where the header is absent. */
  first(name: string): string | undefined;
};

/** Reads API Gateway's multi-value headers. A header that was sent twice has two values there. */
export function headersOf(sent: Readonly<Record<string, string[] | undefined>> | null): Headers {
  const byName = new Map<string, string[]>();
  for (const [name, values = []] of Object.entries(sent ?? {})) {
    byName.set(name.toLowerCase(), [...(byName.get(name.toLowerCase()) ?? []), ...values]);
  }
  const all = (name: string): readonly string[] => byName.get(name) ?? [];
  return { all, first: (name) => all(name)[0] };
}
