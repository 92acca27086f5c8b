import type * as z from 'zod';
import { describeIssues } from '../../host/describe-issues.ts';
import type { PathValues } from './route.ts';

/** The answer of a control, sent as JSON. */
export type ControlAnswer = { status: number; body: unknown };

/** One call below `/sandbox`, for tests and people. Simulators add their own to the general ones. */
export type Control = {
  /** Method and path, such as `POST /sandbox/clock`. */
  readonly route: string;
  readonly run: (path: PathValues, body: unknown) => ControlAnswer | Promise<ControlAnswer>;
};

/** A 4xx answer of a control, for the person who typed the call. */
export const refuse = (status: number, text: string): ControlAnswer => ({
  status,
  body: { error: text },
});

/** A control with a body. A body that does not have `shape` is refused before `run` is called. */
export function controlWith<Body>(
  route: string,
  shape: z.ZodType<Body>,
  run: (body: Body, path: PathValues) => ControlAnswer | Promise<ControlAnswer>,
): Control {
  return {
    route,
    run(path, body) {
      const read = shape.safeParse(body);
      return read.success ? run(read.data, path) : refuse(400, describeIssues(read.error));
    },
  };
}
