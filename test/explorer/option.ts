/** One thing that may happen next. What it is called matters only when a story is told. */
export type Option = { readonly name: () => string; readonly run: () => Promise<void> | void };
