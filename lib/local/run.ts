import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';
import { readLocalSettings, type LocalSettings } from './settings.ts';
import { startLocal, type Local } from './stack.ts';
import { UsageError } from './usage-error.ts';

/** Where the program writes, one line at a time. */
export type Print = {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
};

/**
 * Runs the whole system until somebody ends it. What it cannot do it says in one line, and ends with code 1.
 *
 * Every process that it starts ends with it, however it ends: each holds on to a channel of this one.
 */
export async function run(print: Print): Promise<void> {
  let local: Local | undefined;
  const stop = () => {
    // A part that does not end in time dies with this process all the same.
    setTimeout(() => process.exit(), endMsMost);
    void (local?.close() ?? Promise.resolve()).finally(() => process.exit());
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  try {
    const settings = readLocalSettings();
    local = await startFrom(settings, print);
    for (const line of welcome(local, settings)) print.out(line);
  } catch (error) {
    print.error(inOneLine(error));
    process.exit(1);
  }
}

/** Somebody who pressed Ctrl-C waits no longer than this. */
const endMsMost = 2000;

function startFrom(settings: LocalSettings, print: Print): Promise<Local> {
  const directory = mkdtempSync(join(tmpdir(), 'payment-gateway-'));
  atExit(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  return startLocal({
    ...settings,
    onLine: print.out,
    // Imported when it is needed: a taken port is found out before.
    assembly: async () => (await import('./assembly.ts')).synthesizeLocal(directory),
    warm: ['gateway.authorize', 'komoju.payment.create'],
  });
}

function welcome({ url, simulatorUrl, keys }: Local, settings: LocalSettings): string[] {
  const card = {
    amount: '1000',
    currency: 'JPY',
    'payment_details[type]': 'credit_card',
    'payment_details[number]': '4111111111111111',
    'payment_details[month]': '12',
    'payment_details[year]': String(new Date().getFullYear() + 2),
    'payment_details[verification_value]': '123',
    'payment_details[given_name]': 'Taro',
    'payment_details[family_name]': 'Yamada',
  };
  const fields = Object.entries(card).map(([name, value]) => `-d "${name}=${value}"`);
  return [
    `Gateway ready: ${url}`,
    `Simulator: ${simulatorUrl}`,
    ...(settings.komojuSecretKey === undefined ? [] : ['KOMOJU: https://komoju.com, test mode']),
    `Key (all operations): ${keys.admin}`,
    `Key (storefront): ${keys.storefront}`,
    `Try: curl -u ${keys.admin}: ${url}/komoju/api/v1/payments ${fields.join(' ')}`,
    'Stop with Ctrl-C.',
  ];
}

function inOneLine(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE' && typeof port === 'number')
    return `Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 100} npm start`;
  // Anything else is a defect, and its stack is of use.
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
