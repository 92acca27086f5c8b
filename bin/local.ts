import { terminal } from '../lib/host/print.ts';
import { startLocalConsole } from '../lib/console/server/local-console.ts';
import { run } from '../lib/local/run.ts';

// Whoever read the lines is gone, as after `npm start | head -1`; so is the one who could stop this.
process.stdout.on('error', () => process.exit());

await run(terminal, process.argv.slice(2), startLocalConsole);
