import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { operationIdOf } from '../../functions/ledger/operation-id.ts';
import { readLedgerSecret } from '../../functions/ledger/ledger-secret.ts';
import { environmentOf } from '../support/environment.ts';
import type { LocalSystem } from '../support/local.ts';
import { customers, links, payments } from '../support/mutation-requests.ts';
import { askProvider } from './maker.ts';

export type KomojuSession = {
  readonly id: string;
  readonly status: string;
  readonly metadata: Readonly<Record<string, string>>;
};

type Refund = { readonly description: string | null };
export type KomojuPayment = {
  readonly id: string;
  readonly status: string;
  readonly description: string | null;
  /** The session that it was paid in, whose metadata it has. */
  readonly session?: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly refunds: readonly Refund[];
  readonly refund_requests: readonly unknown[];
};
export type KomojuCustomer = {
  readonly id: string;
  readonly email: string | null;
  readonly metadata: Readonly<Record<string, string>>;
};

export type CoineyPayment = {
  readonly id: string;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
};

/** What the simulated providers have in the end, which is what is true. */
export type Truth = {
  readonly payments: ReadonlyMap<string, KomojuPayment>;
  readonly customers: ReadonlyMap<string, KomojuCustomer>;
  readonly links: ReadonlyMap<string, CoineyPayment>;
  readonly sessions: ReadonlyMap<string, KomojuSession>;
  /** How many objects carry an operation's id. */
  readonly made: ReadonlyMap<string, number>;
};

async function allAtKomoju<Item extends { id: string }>(
  url: string,
  list: string,
): Promise<Map<string, Item>> {
  const found = new Map<string, Item>();
  for (let page = 1, last = 1; page <= last; page += 1) {
    const answer = await askProvider(url, `GET ${list}?per_page=100&page=${page}`);
    const { data, last_page } = answer as { data: Item[]; last_page: number };
    for (const item of data) found.set(item.id, item);
    last = last_page;
  }
  return found;
}

async function allLinks(url: string): Promise<Map<string, CoineyPayment>> {
  const found = new Map<string, CoineyPayment>();
  for (let after = ''; ;) {
    const answer = await askProvider(url, `GET ${links}?limit=100${after}`);
    const { data, hasMore } = answer as { data: CoineyPayment[]; hasMore: boolean };
    for (const link of data) found.set(link.id, link);
    if (!hasMore) return found;
    after = `&startingAfter=${data.at(-1)?.id ?? ''}`;
  }
}

async function allSessions(url: string): Promise<Map<string, KomojuSession>> {
  const answer = await fetch(`${url}/sandbox/komoju/sessions`);
  const sessions = (await answer.json()) as KomojuSession[];
  return new Map(sessions.map((session) => [session.id, session]));
}

type Made = Pick<KomojuPayment, 'metadata' | 'session'>;

export async function readTruth(url: string): Promise<Truth> {
  const truth = {
    payments: await allAtKomoju<KomojuPayment>(url, payments),
    customers: await allAtKomoju<KomojuCustomer>(url, customers),
    links: await allLinks(url),
    sessions: await allSessions(url),
  };
  const made = new Map<string, number>();
  const all = Object.values(truth).flatMap((found): readonly Made[] => [...found.values()]);
  for (const { metadata, session } of all) {
    const id = session === undefined ? metadata['gateway_operation'] : undefined;
    if (id !== undefined) made.set(id, (made.get(id) ?? 0) + 1);
  }
  return { ...truth, made };
}

/**
 * The id of an operation by its row and its caller's key: a caller that went away without an answer was told none.
 */
export async function readIds(
  local: LocalSystem,
): Promise<(operation: string, key: string) => string> {
  const { endpoints, settings } = await environmentOf(local);
  const client = new SecretsManagerClient({
    endpoint: endpoints['secretsManager'] ?? '',
    region: 'ap-northeast-1',
    credentials: local.credentials,
  });
  const SecretId = settings['LEDGER_SECRET'];
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
  client.destroy();
  const { namespace } = readLedgerSecret(SecretString);
  return (operation, key) =>
    operationIdOf({ namespace, mode: 'test', caller: 'admin', operation, key });
}

/** The state of every operation on record, by id: `SUCCEEDED`. */
export async function readRecords(local: LocalSystem): Promise<ReadonlyMap<string, string>> {
  const { endpoints, settings } = await environmentOf(local);
  const client = new DynamoDBClient({
    endpoint: endpoints['dynamodb'] ?? '',
    region: 'ap-northeast-1',
    credentials: local.credentials,
  });
  const states = new Map<string, string>();
  const pages = paginateScan({ client }, { TableName: settings['LEDGER_TABLE'] ?? '' });
  for await (const { Items = [] } of pages) {
    for (const { pk, st } of Items.filter(({ sk }) => sk?.S === 'OPERATION')) {
      states.set(pk?.S ?? '', st?.S ?? '');
    }
  }
  client.destroy();
  return states;
}
