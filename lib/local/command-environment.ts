import { secretArns } from './aws/secret-contents.ts';
import type { Listening } from '../host/listen.ts';
import { region } from './template/physical-name.ts';
import type { LocalTemplate } from './template/template.ts';

/**
 * What a command needs to reach the local table, secrets and providers as it would reach those in the cloud.
 *
 * @param credentialsFile where the credentials are: everybody on this machine can ask for the environment, and only the
 *   user who started the system can read the file
 */
export function commandEnvironment(
  template: LocalTemplate,
  servers: {
    readonly table: Listening;
    readonly secrets: Listening;
    readonly credentialsFile: string;
    readonly gatewayUrl: string;
  },
  origins: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const { table, secrets, credentialsFile, gatewayUrl } = servers;
  const valueOf = (setting: string): string | undefined =>
    template.functions
      .map(({ variables }) => variables[setting])
      .find((value) => value !== undefined);
  return {
    region,
    credentialsFile,
    gatewayUrl,
    endpoints: { dynamodb: table.url, secretsManager: secrets.url },
    settings: {
      LEDGER_TABLE: valueOf('LEDGER_TABLE'),
      EVENT_ENDPOINTS: valueOf('EVENT_ENDPOINTS'),
      ...secretArns(template),
    },
    origins,
  };
}
