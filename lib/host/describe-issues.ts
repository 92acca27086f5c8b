import type * as z from 'zod';

/** What is wrong with an input, in one line for the terminal that names every wrong member. */
export function describeIssues(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}
