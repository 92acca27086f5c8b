import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An answer as it came. Names of headers are in lower case. */
export type Answer = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
};

/** A connection that sends bytes as they are: `fetch` would set right what is to be tried. */
export type Wire = {
  /** The answer; undefined where the connection ended without one, or there was none in time. */
  readonly send: (
    bytes: Buffer,
    more: { isHead: boolean; isLast: boolean },
  ) => Promise<Answer | undefined>;
  readonly close: () => void;
};

/** Longer than API Gateway waits for a function. */
const patienceMs = 40_000;

type Head = {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly size: number;
};

/** The head of an answer; undefined as long as it has not come as a whole. */
function headIn(bytes: Buffer): Head | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
  return { status: Number(first.split(' ')[1]), headers, size: end + 4 };
}

/** How long the body is: undefined where it goes on until the connection ends. */
function bodySize({ status, headers }: Head, isHead: boolean): number | undefined {
  if (isHead || status === 204 || status === 304) return 0;
  const length = headers.get('content-length');
  return length === undefined ? undefined : Number(length);
}

/** The answer in what has come; undefined as long as there is more to come. */
function answerIn(bytes: Buffer, isHead: boolean, hasEnded: boolean): Answer | undefined {
  const head = headIn(bytes);
  if (head === undefined) return undefined;
  const rest = bytes.subarray(head.size);
  // "100 Continue" comes before the answer.
  if (head.status < 200) return answerIn(rest, isHead, hasEnded);
  const size = bodySize(head, isHead) ?? (hasEnded ? rest.length : Infinity);
  if (rest.length < size) return undefined;
  return { status: head.status, headers: head.headers, body: rest.subarray(0, size).toString() };
}

async function exchange(
  socket: Socket,
  bytes: Buffer,
  isHead: boolean,
): Promise<Answer | undefined> {
  let received = Buffer.alloc(0);
  let resolve: (answer: Answer | undefined) => void = () => undefined;
  const promise = new Promise<Answer | undefined>((fulfil) => {
    resolve = fulfil;
  });
  const onData = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    const answer = answerIn(received, isHead, false);
    if (answer !== undefined) resolve(answer);
  };
  const onEnd = (): void => {
    resolve(answerIn(received, isHead, true));
  };
  const timer = setTimeout(resolve, patienceMs, undefined);
  socket.on('data', onData).once('close', onEnd);
  socket.write(bytes);
  const answer = await promise;
  clearTimeout(timer);
  socket.off('data', onData).off('close', onEnd);
  return answer;
}

/** Opens connections to this port, one after another, and keeps each as long as it is good. */
export function wireTo(port: number): Wire {
  let kept: Socket | undefined;
  const open = async (): Promise<Socket> => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    // An end without an answer is noticed by its close.
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };
  return {
    send: async (bytes, { isHead, isLast }) => {
      const socket = kept === undefined || kept.destroyed ? await open() : kept;
      kept = socket;
      const answer = await exchange(socket, bytes, isHead);
      const isClosing = answer?.headers.get('connection') === 'close';
      if (answer === undefined || isLast || isClosing) {
        socket.destroy();
        kept = undefined;
      }
      return answer;
    },
    close: () => kept?.destroy(),
  };
}
