/**
 * Runs one request through a function, on the runtime that it will be deployed to, and keeps what V8 compiled for it. The
 * arguments are the function's directory and the event; what the function calls is set by the environment.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile, names, run } from './compile.ts';

type Handler = (event: unknown, context: object) => Promise<{ readonly statusCode?: number }>;

const [folder = '', event = '{}'] = process.argv.slice(2);
const file = join(folder, names.code);
const script = compile(file);
const { handler } = run(script, file) as { handler: Handler };

function keep(answer?: { readonly statusCode?: number }): never {
  writeFileSync(join(folder, names.cache), script.createCachedData());
  process.stderr.write(String(answer?.statusCode ?? ''));
  process.exit();
}

void handler(JSON.parse(event), { getRemainingTimeInMillis: () => 27_000 }).then(keep, () =>
  keep(),
);
