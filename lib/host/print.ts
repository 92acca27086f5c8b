/** Where a program prints, one line at a time. */
export type Print = {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
  /** Whether a person reads what `out` prints. */
  readonly isTerminal?: boolean;
};

/** The standard output and the error output of this process. */
export const terminal: Print = {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  isTerminal: process.stdout.isTTY,
};
