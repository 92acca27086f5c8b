import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inboxStore } from '../../../functions/inbox/inbox-store.ts';
import { note } from '../../../functions/inbox/note.ts';
import { komojuEvents } from '../../../functions/providers/komoju/events.ts';
import { komoju } from '../../../functions/providers/komoju/komoju.ts';
import { createInbox } from '../../support/inbox.ts';
import { startProviderServer, type ProviderServer } from '../../support/reads/provider-server.ts';
import { startTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
let server: ProviderServer;
beforeAll(async () => {
  table = await startTable();
  server = await startProviderServer(komoju);
});
afterAll(async () => {
  await server.close();
  await table.close();
});

test('what one run finds twice is reported once, though the table’s second answer was lost', async () => {
  const { context, reported } = createInbox(
    inboxStore(table.client, table.name),
    komojuEvents,
    server,
  );
  const about = { object: 'bank1', payment: 'pay1' };
  await note(context, 'chargeback', about);
  table.faults.add({ on: 'table', kind: 'drop_after_accept', match: 'UpdateItem' });
  await note(context, 'chargeback', about);

  expect(reported).toEqual(['chargeback bank1']);
});
