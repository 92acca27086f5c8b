import { UsageError } from '../host/usage-error.ts';

/** The words or options cannot be understood together, so nothing was tried: exit code 2, as for an unknown option. */
export class UsageMistake extends UsageError {}
