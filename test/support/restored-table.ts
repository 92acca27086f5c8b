import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What AWS adds to the description of a table that it restored; local servers restore nothing. */
export type RestoreSummary = {
  readonly RestoreDateTime: Date;
  readonly RestoreInProgress: boolean;
  readonly SourceBackupArn?: string;
};

/** A server in front of another one, which describes its tables as restored. */
export async function startRestoredTable(
  endpoint: string,
  { RestoreDateTime, ...summary }: RestoreSummary,
): Promise<{ url: string; close: () => void }> {
  const RestoreSummary = { ...summary, RestoreDateTime: RestoreDateTime.getTime() / 1000 };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = String(request.headers['x-amz-target']);
    const { authorization = '' } = request.headers;
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        'x-amz-date': String(request.headers['x-amz-date']),
        authorization,
      },
      body: await buffer(request),
    });
    const body = (await answer.json()) as { Table?: object };
    const described =
      body.Table === undefined ? body : { ...body, Table: { ...body.Table, RestoreSummary } };
    response
      .writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify(described));
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
