import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, Faults } from '../../host/faults.ts';
import { listen, readBody, type Listening } from '../../host/listen.ts';
import type { Credentials } from './credentials.ts';
import { isSigned } from './signature.ts';

/** One request of an AWS SDK client: the operation, such as `PutItem`, and its JSON body. */
export type AwsCall = {
  readonly operation: string;
  readonly body: Buffer;
  readonly headers: IncomingMessage['headers'];
};

export type AwsAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

export type AwsServer = Listening & {
  /** The number of requests by operation: `{ PutItem: 1 }`. Tests hold it to a budget. */
  readonly calls: Readonly<Record<string, number>>;
  /** The same of one Lambda process. */
  readonly callsOf: (process: string) => Readonly<Record<string, number>>;
};

/** How a server that stands for an AWS service answers. */
export type AwsServerOptions = {
  /** The target that faults name. */
  readonly on: 'table' | 'secrets';
  readonly faults: Pick<Faults, 'take' | 'takeRefusedConnection'>;
  /** Ends the Lambda process with this id. */
  readonly kill: (process: string) => void;
  /** What a request must be signed with to be answered. */
  readonly credentials: Credentials;
  readonly throttled: AwsAnswer;
  readonly answer: (call: AwsCall) => Promise<AwsAnswer>;
};

/** DynamoDB takes 16 MB in one request. */
const maxBytes = 16 * 1024 * 1024;

/** The endpoint for one Lambda process. The SDK keeps the path of an endpoint, so each request says who sent it. */
export const endpointFor = (server: Listening, process: string): string =>
  `${server.url}/process/${process}`;

/** An answer in the AWS JSON protocol. */
export function jsonAnswer(status: number, body: unknown): AwsAnswer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  };
}

const notSigned = jsonAnswer(400, {
  __type: 'UnrecognizedClientException',
  message: 'The request is not signed with the credentials of this local system.',
});

/**
 * Serves the AWS JSON protocol on any free port; faults happen between the caller and the service. A request that this
 * system's credentials did not sign is refused first, so that it uses up no fault and is not counted.
 */
export async function startAwsServer(options: AwsServerOptions): Promise<AwsServer> {
  const counted = countCalls();
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method, url, headers } = request;
    const body = await readBody(request, maxBytes);
    if (body === undefined) return void request.socket.destroy();
    if (!(await isSigned({ method, url, headers, body }, options.credentials)))
      return void response.writeHead(notSigned.status, notSigned.headers).end(notSigned.body);
    const operation = String(headers['x-amz-target']).split('.').at(-1) ?? '';
    if (options.faults.takeRefusedConnection(options.on, operation))
      return void request.socket.destroy();
    const process = /^\/process\/(\w+)/.exec(url ?? '')?.[1];
    counted.count(operation, process);

    const call = { operation, body, headers };
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
      // The service behind this server has ended. The caller's connection ends without an answer.
      request.socket.destroy();
    });
  });
  return { ...server, calls: counted.calls, callsOf: counted.callsOf };
}

type Counted = Pick<AwsServer, 'calls' | 'callsOf'> & {
  readonly count: (operation: string, process: string | undefined) => void;
};

function countCalls(): Counted {
  const calls: Record<string, number> = {};
  const ofProcess = new Map<string, Record<string, number>>();
  return {
    calls,
    callsOf: (process) => ofProcess.get(process) ?? {},
    count: (operation, process) => {
      calls[operation] = (calls[operation] ?? 0) + 1;
      if (process === undefined) return;
      const own = ofProcess.get(process) ?? {};
      ofProcess.set(process, { ...own, [operation]: (own[operation] ?? 0) + 1 });
    },
  };
}

type UnderFault = {
  readonly answer: () => Promise<AwsAnswer>;
  readonly kill: () => void;
  readonly throttled: AwsAnswer;
};

/** The answer as the fault lets it through; undefined where the connection is to end without one. */
async function answerUnder(
  fault: Fault | undefined,
  { answer, kill, throttled }: UnderFault,
): Promise<AwsAnswer | undefined> {
  if (fault?.kind === 'throttle') return throttled;
  if (fault?.kind === 'slow') await wait(fault.delayMs ?? 0);
  const [how, when] = interruptionBy(fault);
  const answered = when === 'before' ? undefined : await answer();
  if (how === 'kill') kill();
  return how === undefined ? answered : undefined;
}

/** Whether a fault drops the connection or kills the caller, and whether before or after the service accepted the call. */
function interruptionBy(fault: Fault | undefined): string[] {
  return /^(drop|kill)_(before|after)_accept$/.exec(fault?.kind ?? '')?.slice(1) ?? [];
}
