import { secretArns } from './aws/secret-contents.ts';
import type { Listening } from './host/listen.ts';
import { region } from './template/physical-name.ts';
import type { LocalTemplate } from './template/template.ts';

/** What a command needs to reach the local table, secrets and providers as it would reach those in the cloud. */
export function commandEnvironment(
  template: LocalTemplate,
  { table, secrets }: { readonly table: Listening; readonly secrets: Listening },
  origins: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const tables = template.functions.map(({ variables }) => variables['LEDGER_TABLE']);
  return {
    region,
    endpoints: { dynamodb: table.url, secretsManager: secrets.url },
    settings: {
      LEDGER_TABLE: tables.find((name) => name !== undefined),
      ...secretArns(template),
    },
    origins,
  };
}
