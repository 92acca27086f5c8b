import type { IncomingMessage, ServerResponse } from 'node:http';

export type Reply = { status: number; type: string; body: string };

/** Reads the whole body of a request as text. */
export async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Sends a reply with its length, so that the caller also gets a broken body as a complete answer. */
export function send(response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** The content type of every answer that is JSON. */
export const jsonType = 'application/json; charset=utf-8';

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  send(response, { status, type: jsonType, body: JSON.stringify(body) });
}
