/**
 * A signal that never aborts: deadlines are not at stake in the worlds, and their clocks are not the process's. It is
 * one of Node's own, for what ships may hand it to Node, but keeps no listener of the thousands that the worlds bring.
 */
export const never = Object.assign(new AbortController().signal, {
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
});

/** No deadline that what ships sets by itself ends either. */
export function stopDeadlines(): void {
  AbortSignal.timeout = () => never;
  AbortSignal.any = () => never;
}
