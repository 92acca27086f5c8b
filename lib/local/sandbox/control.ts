import type * as z from 'zod';
import { complaint } from '../host/describe-issues.ts';
import type { PathValues } from './route.ts';

/** What a control answers, as JSON. */
export type ControlAnswer = { status: number; body: unknown };

/** One call below `/sandbox`, for tests and people. The providers bring their own beside the general ones. */
export type Control = {
  /** Method and path, such as `POST /sandbox/komoju/payments/{id}/pay`. */
  readonly on: string;
  readonly run: (path: PathValues, body: unknown) => ControlAnswer | Promise<ControlAnswer>;
};

/** A refusal of a control, in words for whoever typed the call. */
export const refuse = (status: number, text: string): ControlAnswer => ({
  status,
  body: { error: text },
});

/** A control that reads a body; anything else than `shape` is refused before `run` sees it. */
export function controlWith<Body>(
  on: string,
  shape: z.ZodType<Body>,
  run: (body: Body, path: PathValues) => ControlAnswer | Promise<ControlAnswer>,
): Control {
  return {
    on,
    run(path, body) {
      const read = shape.safeParse(body);
      return read.success ? run(read.data, path) : refuse(400, complaint(read.error));
    },
  };
}
