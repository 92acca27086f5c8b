/** A request's headers, found by lower-case name whatever case they came in. */
export type Headers = {
  /** Every value of a header, in the order sent; none where it is absent. */
  all(name: string): readonly string[];
  /** The only or first value. */
  first(name: string): string | undefined;
};

/** From API Gateway's multi-value headers; a header that was sent twice has two values there. */
export function headersOf(sent: Readonly<Record<string, string[] | undefined>> | null): Headers {
  const byName = new Map<string, string[]>();
  for (const [name, values = []] of Object.entries(sent ?? {})) {
    byName.set(name.toLowerCase(), [...(byName.get(name.toLowerCase()) ?? []), ...values]);
  }
  const all = (name: string): readonly string[] => byName.get(name) ?? [];
  return { all, first: (name) => all(name)[0] };
}
