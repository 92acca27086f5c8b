import { Argument, Command, Option } from 'commander';
import * as z from 'zod';
import { localKeys } from '../../local/aws/secret-contents.ts';
import { faultKinds } from '../../host/faults.ts';
import type { Print } from '../../host/print.ts';
import { sandboxOf } from '../options.ts';
import { outputOf } from '../output/output.ts';
import { sandboxAt, type Sandbox } from '../sandbox/ask.ts';
import { readDuration } from '../sandbox/duration.ts';
import { faultFrom, formatFaults, type FaultWords } from '../sandbox/fault.ts';
import { happen, happenings, type HappeningWord } from '../sandbox/happening.ts';
import { trigger, triggered } from '../sandbox/trigger.ts';
import { readWhole } from '../sandbox/whole.ts';
import { localEnvironment } from '../targets.ts';

type Where = { readonly sandbox?: string; readonly json?: boolean };

/** What was done, for a person and for a program. */
type Done = { readonly text: string; readonly result: unknown };

async function report(
  print: Print,
  where: Where,
  run: (sandbox: Sandbox) => Promise<Done>,
): Promise<void> {
  const { text, result } = outputOf(print, where.json === true);
  const done = await run(sandboxAt(sandboxOf(where)));
  text(done.text);
  result(done.result);
}

/** Longer than the simulators try to deliver a webhook. */
const deliverySeconds = 20;

async function triggerEvent(sandbox: Sandbox, event: string): Promise<Done> {
  const { gatewayUrl } = await localEnvironment(sandbox.url);
  const payment = await trigger(sandbox, { gatewayUrl, key: localKeys.admin }, event);
  await sandbox.ask('POST', 'webhooks/wait', { seconds: deliverySeconds });
  return {
    text: `${event}: payment ${payment}, made and told.`,
    result: { event, payment },
  };
}

/** What surprises whoever verifies signatures. */
const movedHint =
  'It cannot be moved back. A receiver of webhooks that checks their time must have its clock ahead as far.';

const Clock = z.object({ now: z.string() });

async function moveClock(sandbox: Sandbox, by: string | undefined): Promise<Done> {
  const body = { advanceMs: by === undefined ? 0 : readDuration(by) };
  const { now } = Clock.parse(await sandbox.ask('POST', 'clock', body));
  const moved = body.advanceMs === 0 ? '' : ` ${movedHint}`;
  return { text: `It is ${now} for the gateway and the providers.${moved}`, result: { now } };
}

async function addFault(sandbox: Sandbox, kind: string, words: FaultWords): Promise<Done> {
  const fault = await sandbox.ask('POST', 'faults', faultFrom(kind, words));
  const text =
    words.match === undefined
      ? 'It goes wrong with the very next request, whosever it is: --match names which one is meant.'
      : 'It goes wrong with the next request that matches.';
  return { text, result: fault };
}

async function showFaults(sandbox: Sandbox, clears: boolean): Promise<Done> {
  if (clears) await sandbox.ask('DELETE', 'faults');
  const faults = await sandbox.ask('GET', 'faults');
  return { text: formatFaults(faults), result: faults };
}

async function runSchedule(sandbox: Sandbox, operation: string): Promise<Done> {
  const ended = await sandbox.ask('POST', `schedules/${encodeURIComponent(operation)}`);
  return { text: `${operation} ran: ${JSON.stringify(ended)}`, result: ended };
}

type Happened = Where & { readonly amount?: string };

async function letHappen(
  sandbox: Sandbox,
  { word, id, amount }: { word: HappeningWord; id: string; amount: string | undefined },
): Promise<Done> {
  const part = amount === undefined ? undefined : readWhole('amount', amount);
  const now = await happen(sandbox, { word, id, amount: part });
  return { text: `${id} is ${now.status ?? 'changed'} now.`, result: now };
}

const example = (words: string): string => `\nExample:\n  npm run gateway -- sandbox ${words}`;

const withSandbox = (command: Command): Command =>
  command
    .option('--sandbox <url>', 'where the simulator listens, if there are several')
    .option('--json', 'print one JSON document; what is for people goes to the error output');

function addHappenings(command: Command, print: Print): void {
  for (const word of Object.keys(happenings) as HappeningWord[]) {
    const what = happenings[word];
    const added = withSandbox(command.command(`${word} <id>`)).description(what);
    if (['refund', 'chargeback', 'chargeback_request'].includes(word))
      added.option('--amount <amount>', 'of a part, in the currency’s smallest unit');
    added.action((id: string, { amount, ...where }: Happened) =>
      report(print, where, (sandbox) => letHappen(sandbox, { word, id, amount })),
    );
  }
}

function addFaults(command: Command, print: Print): void {
  withSandbox(command.command('fault'))
    .addArgument(new Argument('<kind>', 'what goes wrong').choices(faultKinds))
    .description('let the next requests that match go wrong')
    .option('--on <target>', 'a provider’s name, table or secrets; the first provider if absent')
    .option('--match <request>', '"POST /api/v1/payments/*/capture" at a provider, or PutItem')
    .option('--times <count>', 'how many requests; 1 if absent')
    .option('--status <status>', 'with kind status: what is answered')
    .option('--delay <time>', 'with kinds slow and late: 20s')
    .addHelpText('after', example('fault drop_after_accept --match "POST /api/v1/payments"'))
    .action((kind: string, options: Where & FaultWords) =>
      report(print, options, (sandbox) => addFault(sandbox, kind, options)),
    );
  withSandbox(command.command('faults'))
    .description('the faults that wait, and how many have happened')
    .addOption(new Option('--clear', 'forget them all'))
    .action((options: Where & { clear?: boolean }) =>
      report(print, options, (sandbox) => showFaults(sandbox, options.clear === true)),
    );
}

/** `sandbox`: play customer, bank, clock and bad luck on the system that `npm start` runs. */
export function sandboxCommand(print: Print): Command {
  const command = new Command('sandbox').description(
    'play customer, bank, clock and bad luck on the local system',
  );
  addHappenings(command, print);
  withSandbox(command.command('trigger'))
    .addArgument(new Argument('<event>', 'of a provider').choices(triggered))
    .description('make a payment, and do with it what leads to this event')
    .addHelpText('after', example('trigger payment.refunded'))
    .action((event: string, options: Where) =>
      report(print, options, (sandbox) => triggerEvent(sandbox, event)),
    );
  addFaults(command, print);
  withSandbox(command.command('clock [by]'))
    .description('move the time of gateway and providers on; without a length, show it')
    .addHelpText('after', example('clock +2h'))
    .action((by: string | undefined, options: Where) =>
      report(print, options, (sandbox) => moveClock(sandbox, by)),
    );
  withSandbox(command.command('run <operation>'))
    .description('start at once what a schedule starts')
    .addHelpText('after', example('run gateway.reconcile'))
    .action((operation: string, options: Where) =>
      report(print, options, (sandbox) => runSchedule(sandbox, operation)),
    );
  return command;
}
