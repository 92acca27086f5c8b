import type * as z from 'zod';

/** What is wrong with an input, as one line that names every member at fault; people read it in a terminal. */
export function complaint(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}
