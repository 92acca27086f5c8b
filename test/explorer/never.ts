/** A signal that never aborts: deadlines are not at stake in the worlds, and their clocks are not the process's. */
export const never = {
  aborted: false,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
} as unknown as AbortSignal;

/** No deadline that what ships sets by itself ends either. */
export function stopDeadlines(): void {
  AbortSignal.timeout = () => never;
  AbortSignal.any = () => never;
}
