import * as z from 'zod/mini';

/** A server of the merchant that is sent events. */
export type Endpoint = {
  readonly name: string;
  readonly url: string;
  /** ARN of the secret by which it recognises them. */
  readonly secretArn: string;
};

const text = z.string().check(z.minLength(1));
const Endpoints = z.array(z.object({ name: text, url: text, secretArn: text }));

/** The end points that the stack names. @throws Error where the setting has another form */
export function readEndpoints(setting: string): readonly Endpoint[] {
  const read = Endpoints.safeParse(JSON.parse(setting));
  if (!read.success) throw new Error('EVENT_ENDPOINTS has another form than expected.');
  return read.data;
}
