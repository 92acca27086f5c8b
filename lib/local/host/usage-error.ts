/** Something that whoever starts the local system can put right; its one line is all they need to see. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
