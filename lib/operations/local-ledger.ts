import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { UsageError } from '../local/usage-error.ts';
import type { Ledger } from './open-operations.ts';

const Environment = z.object({
  region: z.string(),
  endpoints: z.object({ dynamodb: z.url() }),
  settings: z.object({ LEDGER_TABLE: z.string() }),
});

/** The ledger of the system that `npm start` runs. @throws UsageError where none runs there */
export async function localLedger(sandbox: string): Promise<Ledger> {
  const at = `${sandbox}/sandbox/environment`;
  let environment: unknown;
  try {
    environment = await (await fetch(at)).json();
  } catch {
    throw new UsageError(`Nothing answers at ${at}. Start the gateway first: npm start`);
  }
  const { region, endpoints, settings } = Environment.parse(environment);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ region, endpoint: endpoints.dynamodb, credentials });
  return { client, table: settings.LEDGER_TABLE };
}
