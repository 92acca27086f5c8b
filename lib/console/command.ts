import { Command } from 'commander';
import { UsageError } from '../host/usage-error.ts';
import { maxPort } from '../local/settings.ts';
import type { Print } from '../host/print.ts';
import { checkWhere, sandboxOf, withWhere, type Where } from '../cli/options.ts';
import { UsageMistake } from '../cli/usage-mistake.ts';

/** Which gateway the console looks at, and where it is served. */
type Options = Where & { readonly port?: string };

/** @throws UsageMistake where it is no port */
function portOf(text = '0'): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= maxPort) return port;
  throw new UsageMistake(`--port ${text} is no port. Say a number from 0 to ${String(maxPort)}.`);
}

async function serve(options: Options, print: Print): Promise<void> {
  checkWhere(options);
  const { stack } = options;
  const port = portOf(options.port);
  // Loaded here, so that no other command waits for it.
  const { localGateway, stackGateway } = await import('./reading/gateway.ts');
  const { startConsole } = await import('./server/console.ts');
  const open = stack === undefined ? localGateway(sandboxOf(options)) : stackGateway(stack);
  // A name or right that is wrong is told before anybody opens a page.
  const { name } = await open();
  const { url } = await startConsole(() => Promise.resolve(open), port).catch((cause: unknown) => {
    throw new UsageError(`Port ${String(port)} cannot be had. Say another: --port`, { cause });
  });
  print.out(`Console of ${name}: ${url}`);
  print.out('Whoever has this address can read and decide as you can. Stop with Ctrl-C.');
}

/** `console`: the operator's pages, served on this machine with the credentials in use. */
export const consoleCommand = (print: Print): Command =>
  withWhere(new Command('console'))
    .description('pages to look at payments and decide about operations, served on this machine')
    .option('--port <number>', 'where it listens; without it a free one')
    .addHelpText('after', '\nExample:\n  npm run gateway -- console --stack payment-gateway-test')
    .action((options: Options) => serve(options, print));
