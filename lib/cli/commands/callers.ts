import { Command } from 'commander';
import type { Print } from '../../host/print.ts';
import { added, checkId, retired, revoked, rotated, type Change } from '../callers/changes.ts';
import {
  callersView,
  formatCallers,
  formatNewKey,
  legacyCost,
  roomWarning,
} from '../callers/format.ts';
import { makeKey } from '../callers/new-key.ts';
import { exampleScope, readScopes } from '../callers/scopes.ts';
import { changeCallers, readCallers } from '../callers/secret.ts';
import { callersOf } from '../callers/target.ts';
import { withTarget, type Where } from '../options.ts';
import { outputOf, type Output } from '../output/output.ts';

type Given = Where & { readonly json?: boolean };
type Added = Given & {
  readonly scope?: string[];
  readonly name?: string;
  readonly legacy?: boolean;
};
type Ending = Given & { readonly yes?: boolean; readonly newer?: boolean };

/** Makes the change that needs a new key, and shows the key. */
async function giveKey(
  { id, where, text, result }: Output & { id: string; where: Given },
  change: (hash: string) => Change,
): Promise<void> {
  const { secret, mode } = await callersOf(where);
  const { key, hash } = makeKey(mode);
  const bytes = await changeCallers(secret, change(hash));
  // A program takes the key from the result; nobody keeps an error output as a secret.
  if (where.json !== true) text(formatNewKey(id, key));
  const warning = roomWarning(bytes);
  if (warning !== undefined) text(warning);
  result({ id, key });
}

async function add(id: string, options: Added, print: Print): Promise<void> {
  const output = outputOf(print, options.json === true);
  checkId(id);
  const scopes = readScopes(options.scope ?? []);
  const mustSendKey = options.legacy !== true;
  const { name = id } = options;
  if (!mustSendKey) print.error(legacyCost);
  await giveKey({ ...output, id, where: options }, (hash) =>
    added({ id, name, scopes, mustSendKey, keys: [hash] }),
  );
}

async function list(where: Given, print: Print): Promise<void> {
  const { text, result } = outputOf(print, where.json === true);
  const { secret } = await callersOf(where);
  const callers = await readCallers(secret);
  text(formatCallers(callers));
  result(callersView(callers));
}

/** What must be so before one of two keys ends. */
const retiring = {
  older: 'See first that the caller uses the newer one.',
  newer: 'The caller goes on with the older one.',
};

/** Ends keys, with `--yes` only: whoever still uses one is refused within a minute. */
async function end(
  { id, options, print }: { id: string; options: Ending; print: Print },
  [change, sentence]: readonly [Change, string],
): Promise<void> {
  const { text, result } = outputOf(print, options.json === true);
  const { secret } = await callersOf(options);
  if (options.yes === true) {
    await changeCallers(secret, change);
    text(`${sentence} Who still uses it is refused within a minute.`);
  } else {
    change(await readCallers(secret));
    text(`${sentence} Nothing has been written: add --yes to do it.`);
  }
  result({ id, written: options.yes === true });
}

const example = (words: string): string => `\nExample:\n  npm run gateway -- callers ${words}`;

/** `callers`: who may call the gateway, and with which keys. */
export function callersCommand(print: Print): Command {
  const command = new Command('callers').description('who may call, and with which keys');
  withTarget(command.command('add <id>'))
    .description('a caller more; its key is shown once')
    .option(
      '--scope <scopes...>',
      'what it may call: ids of operations, parts of ids with .* at the end, or *',
    )
    .option('--name <text>', 'what people call it; without it the id')
    .option('--legacy', 'it need not send an Idempotency-Key; see what that costs')
    .addHelpText('after', example(`add storefront --scope ${exampleScope},gateway.* --local`))
    .action((id: string, options: Added) => add(id, options, print));
  withTarget(command.command('list'))
    .description('every caller, its scopes and how many keys it has')
    .addHelpText('after', example('list --local'))
    .action((options: Given) => list(options, print));
  withTarget(command.command('rotate <id>'))
    .description('a new key beside the one in use; both are good until retire')
    .addHelpText('after', example('rotate storefront --stack NAME'))
    .action((id: string, options: Given) =>
      giveKey({ ...outputOf(print, options.json === true), id, where: options }, (hash) =>
        rotated(id, hash),
      ),
    );
  withTarget(command.command('retire <id>'))
    .description('end the older of two keys, once the caller uses the newer')
    .option('--newer', 'end the newer one instead, which was lost before anybody had it')
    .option('--yes', 'do it; without it only what would be done is told')
    .addHelpText('after', example('retire storefront --local --yes'))
    .action((id: string, options: Ending) => {
      const which = options.newer === true ? 'newer' : 'older';
      return end({ id, options, print }, [
        retired(id, which),
        `The ${which} key of ${id} ends. ${retiring[which]}`,
      ]);
    });
  withTarget(command.command('revoke <id>'))
    .description('end every key of a caller')
    .option('--yes', 'do it; without it only what would be done is told')
    .addHelpText('after', example('revoke storefront --local --yes'))
    .action((id: string, options: Ending) =>
      end({ id, options, print }, [revoked(id), `Every key of ${id} ends.`]),
    );
  return command;
}
