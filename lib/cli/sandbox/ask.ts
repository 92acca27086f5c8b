import * as z from 'zod';
import { UsageError } from '../../host/usage-error.ts';

/** What a control answered: its status, and its body as JSON. */
export type ControlReply = { readonly status: number; readonly body: unknown };

/** The sandbox of a running local system. */
export type Sandbox = {
  /** Where the simulators listen: `'http://localhost:3001'`. */
  readonly url: string;
  /** Calls a control, named below `/sandbox/`. Gives whatever it answers. @throws UsageError where nothing listens */
  readonly call: (method: string, path: string, body?: object) => Promise<ControlReply>;
  /** The same of one that must be done. Gives its body. @throws UsageError with the control's own words where it refuses */
  readonly ask: (method: string, path: string, body?: object) => Promise<unknown>;
};

const Refused = z.object({ error: z.string() });

/** The words of a control that was not done. */
export const wordsOf = ({ status, body }: ControlReply): string =>
  Refused.safeParse(body).data?.error ?? `The sandbox answered ${String(status)}.`;

/** Reaches the sandbox of the local system whose simulators listen there. */
export function sandboxAt(url: string): Sandbox {
  const call = async (method: string, path: string, body?: object): Promise<ControlReply> => {
    try {
      const response = await fetch(`${url}/sandbox/${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    } catch {
      throw new UsageError(
        `No sandbox answers at ${url}. Start the gateway first: npm start. Its line "Simulator: …" says what --sandbox must be.`,
      );
    }
  };
  return {
    url,
    call,
    ask: async (method, path, body) => {
      const reply = await call(method, path, body);
      if (reply.status < 300) return reply.body;
      throw new UsageError(wordsOf(reply));
    },
  };
}
