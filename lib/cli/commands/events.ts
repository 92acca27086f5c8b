import { Argument, Command, Option } from 'commander';
import { deliveryStore } from '../../../functions/deliveries/delivery-store.ts';
import { endpointStore } from '../../../functions/deliveries/endpoint-store.ts';
import { hurryWaiting } from '../../../functions/deliveries/hurry.ts';
import type { DeliveryState } from '../../../functions/deliveries/delivery.ts';
import { UsageError } from '../../host/usage-error.ts';
import type { Print } from '../../host/print.ts';
import {
  findDeliveries,
  findEvent,
  noteEndpoints,
  readMoment,
  readPayment,
  withProspects,
} from '../events/find.ts';
import { formatDeliveries, formatDelivery, formatEndpoints } from '../events/format.ts';
import { formatCommand } from '../output/format.ts';
import { findReplays, formatReplays, replayAll, type ReplayOptions } from '../events/replay.ts';
import {
  changeSigningSecret,
  checkSigningSecret,
  newSecret,
  retired,
  rotated,
} from '../events/signing-secret.ts';
import { eventsOf, signingSecretOf } from '../events/target.ts';
import { deliveryView, endpointView, wholeView } from '../events/view.ts';
import { withTarget, wordsTo, type Where } from '../options.ts';
import { outputOf } from '../output/output.ts';

type Given = Where & { readonly json?: boolean };
type Named = Given & { readonly endpoint?: string[] };
type Listed = Named & { payment?: string; state?: DeliveryState; since?: string };
type Replays = Named & ReplayOptions & { readonly yes?: boolean };

/** More than a person reads; older ones are asked for by what is known of them. */
const mostListed = 100;

async function list(options: Listed, print: Print): Promise<void> {
  const { text, result } = outputOf(print, options.json === true);
  const { payment, state, since } = options;
  const wanted = {
    payment: payment === undefined ? undefined : readPayment(payment),
    state,
    since: since === undefined ? undefined : readMoment(since),
  };
  const target = await eventsOf(options, options.endpoint);
  const notes = await noteEndpoints(target);
  const found = await findDeliveries(target, wanted, mostListed + 1);
  const seen = await withProspects(target, found.slice(0, mostListed));
  for (const line of formatEndpoints(notes, wordsTo(options))) text(line);
  text(formatDeliveries(seen, target.now()));
  const isMore = found.length > mostListed;
  if (isMore) text('Older ones are not shown: say --endpoint, --payment, --state or --since.');
  result({
    endpoints: notes.map(endpointView),
    deliveries: seen.map(deliveryView),
    more: isMore,
  });
}

async function show(id: string, options: Named, print: Print): Promise<void> {
  const { text, result } = outputOf(print, options.json === true);
  const target = await eventsOf(options, options.endpoint);
  const seen = await withProspects(target, await findEvent(target, id));
  if (seen.length === 0) throw new UsageError(noneOf(id));
  text(seen.map((each) => formatDelivery(each, target.now())).join('\n\n'));
  result(seen.map(wholeView));
}

const noneOf = (id: string): string =>
  `There is no delivery of ${id}. What has ended is kept for 30 days.`;

async function replayed(id: string | undefined, options: Replays, print: Print): Promise<void> {
  const { text, result } = outputOf(print, options.json === true);
  const target = await eventsOf(options, options.endpoint);
  const found = await findReplays(target, id, options);
  if (id !== undefined && found.length === 0) throw new UsageError(noneOf(id));
  for (const line of formatEndpoints(await noteEndpoints(target), wordsTo(options))) text(line);
  if (options.yes !== true) {
    text(
      `${String(found.length)} would be sent once more. Nothing was written: add --yes to do it.`,
    );
    result({ written: false, found: found.length });
    return;
  }
  const counts = await replayAll(target, found);
  text(formatReplays(counts));
  result({ written: true, found: found.length, ...counts });
  if (counts.changed > 0) throw new UsageError('Not all of it was done.');
}

async function enable(name: string, options: Given, print: Print): Promise<void> {
  const { text, result } = outputOf(print, options.json === true);
  const target = await eventsOf(options, [name]);
  const at = target.now();
  await endpointStore(target.client, target.table).enable(name, at);
  await hurryWaiting(deliveryStore(target.client, target.table), { endpoint: name, at });
  text(`${name} is sent events again, beginning within a minute with what was kept.`);
  result({ endpoint: name, enabled: true });
}

type Ending = Given & { readonly yes?: boolean };

async function rotate(name: string, options: Ending, print: Print): Promise<void> {
  const { text, result } = outputOf(print, options.json === true);
  const value = newSecret();
  await changeSigningSecret(await signingSecretOf(name, options), rotated(value));
  // A program takes the secret from the result; nobody keeps an error output as a secret.
  if (options.json !== true) {
    const retires = formatCommand([
      'events',
      'secret',
      name,
      'retire',
      ...wordsTo(options),
      '--yes',
    ]);
    text(
      `The new secret of ${name}:\n\n  ${value}\n\nWithin five minutes deliveries carry a signature of each. Give it to the receiver beside the old one, then end that: ${retires}`,
    );
  }
  result({ endpoint: name, secret: value });
}

async function retire(name: string, options: Ending, print: Print): Promise<void> {
  const { text, result } = outputOf(print, options.json === true);
  const secret = await signingSecretOf(name, options);
  const sentence = `The older secret of ${name} ends: a receiver that has only that one refuses deliveries within five minutes.`;
  if (options.yes === true) {
    await changeSigningSecret(secret, retired);
    text(sentence);
  } else {
    await checkSigningSecret(secret, retired);
    text(`${sentence} Nothing has been written: add --yes to do it.`);
  }
  result({ endpoint: name, written: options.yes === true });
}

const example = (words: string): string => `\nExample:\n  npm run gateway -- events ${words}`;

const endpointOption = ['--endpoint <names...>', 'of these only'] as const;

const stateOption = (): Option =>
  new Option('--state <state>', 'what became of it').choices(['pending', 'delivered', 'given_up']);

/** `events`: what is sent to the merchant's own servers, what became of it, and what is sent once more. */
export function eventsCommand(print: Print): Command {
  const command = new Command('events').description(
    'what is sent to your own servers, and what became of it',
  );
  withTarget(command.command('list'))
    .description('what was sent and what is open, newest first')
    .option(...endpointOption)
    .option('--payment <provider/id>', 'about one payment')
    .addOption(stateOption())
    .option('--since <moment>', 'not older: 2026-11-21T00:00:00Z')
    .addHelpText('after', example('list --state given_up --local'))
    .action((options: Listed) => list(options, print));
  withTarget(command.command('show <event>'))
    .description('what is sent of one event, every try, and the next one')
    .option(...endpointOption)
    .addHelpText('after', example('show evt_… --stack NAME'))
    .action((id: string, options: Named) => show(id, options, print));
  withTarget(command.command('replay [event]'))
    .description('send once more: one event, or all since a moment')
    .requiredOption('--endpoint <names...>', 'to which end points')
    .option('--since <moment>', 'all that are not older: 2026-11-21T00:00:00Z')
    .addOption(stateOption())
    .option('--yes', 'do it; without it only how many is told')
    .addHelpText(
      'after',
      example('replay --endpoint shop --since 2026-11-21 --state given_up --local'),
    )
    .action((id: string | undefined, options: Replays) => replayed(id, options, print));
  withTarget(command.command('enable <endpoint>'))
    .description('send to one again that has answered 410')
    .addHelpText('after', example('enable shop --stack NAME'))
    .action((name: string, options: Given) => enable(name, options, print));
  addSecret(command, print);
  return command;
}

function addSecret(command: Command, print: Print): void {
  const changes = { rotate, retire };
  withTarget(command.command('secret <endpoint>'))
    .addArgument(
      new Argument('<change>', 'a new one, or the end of the old').choices(Object.keys(changes)),
    )
    .description('replace what deliveries are signed with; both are good until retire')
    .option('--yes', 'retire it; without it only what would be done is told')
    .addHelpText('after', example('secret shop rotate --stack NAME'))
    .action((name: string, change: keyof typeof changes, options: Ending) =>
      changes[change](name, options, print),
    );
}
