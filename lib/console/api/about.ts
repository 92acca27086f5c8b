/** What every screen says of the gateway that is looked at. */
export type About = {
  /** The stack's name, or that it is the system of this machine. */
  readonly name: string;
  readonly isLocal: boolean;
  /** Its time, in ISO 8601: the sandbox may have moved that of the local system. */
  readonly now: string;
};

/** What is answered where something could not be done: one line with its cause and its remedy. */
export type Failure = { readonly error: string };

/** The header by which a page shows that it was opened with the address that the console printed. */
export const keyHeader = 'x-console-key';
