import type { IncomingMessage } from 'node:http';

/** The names by which programs on this machine reach it. */
const ownNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

const refused = 'The local system answers programs on this machine only';

/** `localhost:3000` → its name and port; undefined if it cannot be read. Port 80 is not written. */
function readAddress(text: string): { readonly name: string; readonly port: number } | undefined {
  const address = `http://${text}`;
  if (!/^[\w.:[\]-]+$/.test(text) || !URL.canParse(address)) return undefined;
  const { hostname, port } = new URL(address);
  return { name: hostname, port: port === '' ? 80 : Number(port) };
}

/** `http://localhost:8080` names this machine; `null`, as a sandboxed page sends it, does not. */
const isOwnOrigin = (origin: string): boolean =>
  URL.canParse(origin) && ownNames.includes(new URL(origin).hostname);

/**
 * Why a request is refused that reached a server on the loopback address; undefined if it is answered.
 *
 * A page that a developer looks at can send requests to this machine. By a name of its own that leads here (DNS
 * rebinding) it could also read the answers, so `Host` must be a name of this machine with the server's port. A request
 * that any other page causes has the page's `Origin`.
 *
 * @param port where the server listens
 */
export function whyForeign(
  { headers: { host = '', origin } }: Pick<IncomingMessage, 'headers'>,
  port: number,
): string | undefined {
  const address = readAddress(host);
  if (address === undefined || !ownNames.includes(address.name) || address.port !== port)
    return `${refused}: Host must be localhost:${port}, 127.0.0.1:${port} or [::1]:${port}.`;
  if (origin !== undefined && !isOwnOrigin(origin))
    return `${refused}: this request comes from a web page of another machine.`;
  return undefined;
}
