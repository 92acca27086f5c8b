import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { tableKey } from '../../../../functions/ledger/table/schema.ts';
import {
  checkProvider,
  type Parts,
  type PartState,
} from '../../../../functions/providers/client/check-provider.ts';
import { noteEndpoints, type EndpointNote } from '../../../cli/events/find.ts';
import { listOpen } from '../../../cli/open-operations.ts';
import type { HealthScreen, Part } from '../../api/health.ts';
import type { Gateway } from '../../reading/gateway.ts';
import { readReports } from '../../reading/noted-findings.ts';

/** Days whose reconciliations are read: there is one a day. */
const days = 3;

const remedies: Readonly<Record<Exclude<PartState, 'ok'>, string>> = {
  empty: 'Fill in the secret: a place of it is empty.',
  refused: 'The provider does not know this key. Put the right one into the secret.',
  unavailable: 'It did not answer. See that it is up and that you may reach it; then look again.',
};

const partOf = ([name, state]: readonly [string, PartState]): Part => ({
  name,
  state: state === 'ok' ? 'good' : 'bad',
  word: state,
  remedy: state === 'ok' ? null : remedies[state],
});

const endpointRemedies: Readonly<Record<EndpointNote['state'], string | null>> = {
  enabled: null,
  resting: 'Its last tries have failed. See that its server runs; it is tried once a minute.',
  disabled: 'It answered 410, so it is sent nothing. Enable it: npm run gateway -- events enable',
};

const endpointPart = ({ name, state }: EndpointNote): Part => ({
  name: `end point ${name}`,
  state: state === 'enabled' ? 'good' : 'bad',
  word: state,
  remedy: endpointRemedies[state],
});

async function checkTable({ client, table }: Gateway['target']['ledger']): Promise<Parts> {
  const key = { [tableKey.partition]: { S: 'HEALTH' }, [tableKey.sort]: { S: 'HEALTH' } };
  const command = new GetItemCommand({ TableName: table, Key: key });
  const isRead = await client.send(command).then(
    () => true,
    () => false,
  );
  return { table: isRead ? 'ok' : 'unavailable' };
}

const reconciliationPart = (isRecent: boolean): Part => ({
  name: 'reconciliation',
  state: isRecent ? 'good' : 'unknown',
  word: isRecent ? 'ok' : `none in ${String(days)} days`,
  remedy: isRecent ? null : 'A new stack has none on its first day. Later: see the runbook.',
});

/** Whether every part can be reached, as it is from this machine, and what is open. Changes nothing. */
export async function health({ target, providers, endpoints }: Gateway): Promise<HealthScreen> {
  const { ledger } = target;
  const at = target.now();
  const checks = providers.map((provider) => {
    const { origin, secret } = target.destinationOf(provider);
    return checkProvider({ provider, origin, fetch: () => secret.current() });
  });
  const [parts, open, notes, reports] = await Promise.all([
    Promise.all([checkTable(ledger), ...checks]),
    listOpen(ledger),
    noteEndpoints({ ...ledger, now: target.now, endpoints }),
    readReports(ledger, at, days),
  ]);
  const [oldest] = open;
  const record = oldest?.record;
  const firstAt = record === undefined || record === 'unreadable' ? undefined : record.firstAt;
  const reconciledAt = reports[0]?.row.startedAt ?? null;
  return {
    parts: [
      ...parts.flatMap((each) => Object.entries(each).map(partOf)),
      ...notes.map(endpointPart),
      reconciliationPart(reconciledAt !== null),
    ],
    openOperations: open.length,
    oldestOpenAt: firstAt === undefined ? null : new Date(firstAt).toISOString(),
    reconciledAt,
    at: new Date(at).toISOString(),
  };
}
