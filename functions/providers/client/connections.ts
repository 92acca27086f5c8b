import { Agent as PlainAgent, type RequestOptions } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import {
  connect as connectSecure,
  createSecureContext,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { after, isPast, now, secondMs, type EpochMs } from '../../platform/clock.ts';

/**
 * How long after an answer the connection of a read is used again. Only for reads: if the provider sent one answer too
 * many for the last request, it would be taken for the answer to this one, and a rejection has nothing that ties it to
 * its request.
 */
const reuseMs = secondMs;

let answeredAt = 0 as EpochMs;

/** Called when an answer was read to its end: its connection may be used again for a while. */
export function markAnswered(): void {
  answeredAt = now();
}

/** Made when it is first needed, because it reads the root certificates; and once, because that costs as much as a handshake. */
let context: SecureContext | undefined;
const secureContext = (): SecureContext => (context ??= createSecureContext());

/**
 * The last TLS session of each host and port. A new connection that takes it up has new keys, but the certificates are
 * not checked again. Therefore a session is never used for another host. No early data is sent, so nothing can be
 * replayed.
 */
const sessions = new Map<string, Buffer>();

/**
 * Resumes a session, as the option `session` of `connect` does. That option is read twice, and each time takes a
 * fourteenth of a warm request's CPU time. Node's types and documents do not mention the method; without it there is a
 * full handshake, and no harm.
 */
function resume(
  socket: TLSSocket & { setSession?: (session: Buffer) => void },
  session: Buffer,
): void {
  socket.setSession?.(session);
}

/** Opens a connection for one request. */
function connect({ protocol, hostname, port }: URL): Socket {
  // An IPv6 address stands in brackets in a URL and without them everywhere else.
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol === 'http:') return connectPlain({ host, port: Number(port || 80) });
  const place = `${host}:${port}`;
  const session = sessions.get(place);
  const socket = connectSecure({
    host,
    port: Number(port || 443),
    servername: isIP(host) === 0 ? host : '',
    secureContext: secureContext(),
    ALPNProtocols: ['http/1.1'],
  });
  if (session !== undefined) resume(socket, session);
  socket.on('session', (fresh) => sessions.set(place, fresh));
  socket.once('error', () => sessions.delete(place));
  return socket;
}

const keepAlive = true;
const plain = new PlainAgent({ keepAlive });
let secure: SecureAgent | undefined;

/** By the wall clock, because timers stand still while a sandbox is frozen. */
function agentFor({ protocol }: URL): PlainAgent {
  const agent =
    protocol === 'http:'
      ? plain
      : (secure ??= new SecureAgent({ keepAlive, secureContext: secureContext() }));
  if (isPast(after(answeredAt, reuseMs), now())) {
    const idle = Object.values(agent.freeSockets).flatMap((sockets = []) => sockets);
    for (const socket of idle) socket.destroy();
  }
  return agent;
}

/** The connection for a request: a read may use one again, every other request opens its own. */
export const connectionOf = (
  url: URL,
  method: string,
): Pick<RequestOptions, 'agent' | 'createConnection'> =>
  method === 'GET' ? { agent: agentFor(url) } : { createConnection: () => connect(url) };
