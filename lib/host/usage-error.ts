/** A mistake that the person who starts a command can fix; its message is one line and says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
