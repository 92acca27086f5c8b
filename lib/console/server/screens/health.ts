import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { tableKey } from '../../../../functions/ledger/table/schema.ts';
import { checkProvider } from '../../../../functions/providers/client/check-provider.ts';
import type { Parts, PartState } from '../../../../functions/providers/client/part-states.ts';
import { noteEndpoints, type EndpointNote } from '../../../cli/events/find.ts';
import { listOpen } from '../../../cli/open-operations.ts';
import type { HealthScreen, Part } from '../../api/health.ts';
import type { Gateway } from '../../reading/gateway.ts';
import { readIncoming } from '../../reading/incoming.ts';
import { catchUpJobs, reconciliationJob, recoveryJob } from '../../reading/jobs.ts';
import { readReports } from '../../reading/noted-findings.ts';
import {
  deliveryCounts,
  findingCount,
  incomingCount,
  operationCounts,
} from '../../reading/open-counts.ts';

/** Days whose reconciliations are read. */
const days = 3;

const words: Readonly<Record<PartState, string>> = {
  ok: 'reached',
  empty: 'secret is empty',
  other_mode: 'key of the other mode',
  refused: 'key not accepted',
  unavailable: 'no answer',
};

const remedies: Readonly<Record<Exclude<PartState, 'ok'>, string>> = {
  empty: 'Fill in the secret: a place of it is empty.',
  other_mode:
    'Its secret key is of the other mode than the stack, so it is not used. Put the right one into the secret.',
  refused: 'The provider does not know this key. Put the right one into the secret.',
  unavailable: 'It did not answer. See that it is up and that you may reach it; then look again.',
};

const partOf = ([name, state]: readonly [string, PartState]): Part => ({
  name,
  state: state === 'ok' ? 'good' : 'bad',
  word: words[state],
  remedy: state === 'ok' ? null : remedies[state],
});

const endpointRemedies: Readonly<Record<EndpointNote['state'], string | null>> = {
  enabled: null,
  resting: 'Its last tries have failed. See that its server runs; it is tried once a minute.',
  disabled:
    'It answered 410, so it is sent nothing. Enable it on the command line, once it wants events again (see the runbook).',
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

/** Whether every part can be reached, as it is from this machine; what is open; and whether the jobs run. Changes nothing. */
export async function health(gateway: Gateway): Promise<HealthScreen> {
  const { target, providers, endpoints } = gateway;
  const { ledger } = target;
  const at = target.now();
  const events = { ...ledger, now: target.now, endpoints };
  const checks = providers.map((provider) => {
    const { origin, secret } = target.destinationOf(provider);
    return checkProvider({ provider, origin, fetch: () => secret.current() });
  });
  const [parts, notes, open, reports] = await Promise.all([
    Promise.all([checkTable(ledger), ...checks]),
    noteEndpoints(events),
    listOpen(ledger),
    readReports(ledger, at, days),
  ]);
  const found = reports.flatMap(({ findings }) => findings);
  const rows = reports.map(({ row }) => row);
  return {
    parts: [
      ...parts.flatMap((each) => Object.entries(each).map(partOf)),
      ...notes.map(endpointPart),
    ],
    open: [
      ...operationCounts(open, at),
      findingCount(found, days),
      incomingCount(await readIncoming(target)),
      ...(endpoints.length === 0 ? [] : await deliveryCounts(events)),
    ],
    jobs: [
      recoveryJob(open, at),
      ...(await catchUpJobs(ledger, providers, at)),
      reconciliationJob(rows, days, at),
    ],
    at: new Date(at).toISOString(),
  };
}
