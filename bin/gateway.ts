import { terminal } from '../lib/host/print.ts';
import { silenceSdkAnnouncement } from '../lib/local/settings.ts';

silenceSdkAnnouncement();
// Imported after that, because the AWS SDK announces the end of its support for Node 20 when it is loaded.
const { runGateway } = await import('../lib/cli/program.ts');
const { consoleCommand } = await import('../lib/console/command.ts');

process.exitCode = await runGateway(process.argv.slice(2), terminal, [consoleCommand]);
