import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, Faults } from '../host/faults.ts';
import { listen, readBody, type Listening } from '../host/listen.ts';

/** One call of an AWS SDK client: `PutItem`, and the JSON that goes with it. */
export type WireCall = {
  readonly operation: string;
  readonly body: Buffer;
  readonly headers: IncomingMessage['headers'];
};

export type WireAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

export type AwsServer = Listening & {
  /** How many calls of each operation arrived, for budgets: `{ PutItem: 1 }`. */
  readonly calls: Readonly<Record<string, number>>;
};

/** What a server does that stands between the functions and an AWS service. */
export type WireOptions = {
  /** The name under which faults are asked for. */
  readonly on: 'table' | 'secrets';
  readonly faults: Pick<Faults, 'take' | 'takeRefusal'>;
  /** Ends the Lambda process with this id. */
  readonly kill: (process: string) => void;
  readonly throttled: WireAnswer;
  readonly answer: (call: WireCall) => Promise<WireAnswer>;
};

/** DynamoDB takes 16 MB in one request; more would be a mistake here too. */
const bytesMost = 16 * 1024 * 1024;

/** Where the process with this id finds the server: the SDK keeps an end point's path, and so tells who calls. */
export const endpointFor = (server: Listening, process: string): string =>
  `${server.url}/process/${process}`;

/** An answer in the JSON protocol of AWS. */
export function jsonAnswer(status: number, body: unknown): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  };
}

/** Serves the wire protocol of an AWS service on any free port, and lets faults happen between caller and service. */
export async function startWire(options: WireOptions): Promise<AwsServer> {
  const calls: Record<string, number> = {};
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    if (options.faults.takeRefusal(options.on)) return void request.socket.destroy();
    const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
    const process = /^\/process\/(\w+)/.exec(request.url ?? '')?.[1];
    const body = await readBody(request, bytesMost);
    if (body === undefined) return void request.socket.destroy();
    calls[operation] = (calls[operation] ?? 0) + 1;

    const call = { operation, body, headers: request.headers };
    const answer = await answerUnder(options.faults.take(options.on, operation), {
      answer: () => options.answer(call),
      kill: () => {
        if (process !== undefined) options.kill(process);
      },
      throttled: options.throttled,
    });
    if (answer === undefined) request.socket.destroy();
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  };

  const server = await listen(0, (request, response) => {
    serve(request, response).catch(() => {
      // The service behind is gone: to a caller that is a connection that ends without an answer.
      request.socket.destroy();
    });
  });
  return { ...server, calls };
}

type UnderFault = {
  readonly answer: () => Promise<WireAnswer>;
  readonly kill: () => void;
  readonly throttled: WireAnswer;
};

/** The answer as the fault lets it through; undefined where the connection is to end without one. */
async function answerUnder(
  fault: Fault | undefined,
  { answer, kill, throttled }: UnderFault,
): Promise<WireAnswer | undefined> {
  if (fault?.kind === 'throttle') return throttled;
  if (fault?.kind === 'slow') await wait(fault.delayMs ?? 0);
  const [how, when] = endOf(fault);
  const answered = when === 'before' ? undefined : await answer();
  if (how === 'kill') kill();
  return how === undefined ? answered : undefined;
}

/** How a fault ends the connection, if it does, and whether before or after the service accepted the call. */
function endOf(fault: Fault | undefined): string[] {
  return /^(drop|kill)_(before|after)_accept$/.exec(fault?.kind ?? '')?.slice(1) ?? [];
}
