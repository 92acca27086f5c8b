import { Command, CommanderError } from 'commander';
import { UsageError } from '../host/usage-error.ts';
import { callersCommand } from './commands/callers.ts';
import { eventsCommand } from './commands/events.ts';
import { operationsCommand } from './commands/operations.ts';
import { restoreCommand } from './commands/restore.ts';
import { sandboxCommand } from './commands/sandbox.ts';
import type { Print } from '../host/print.ts';
import { UsageMistake } from './usage-mistake.ts';

/** How a command ended: 0 done, 1 failed or not done, 2 the words could not be understood. */
export type ExitCode = 0 | 1 | 2;

/** Makes a command that tells what it does by `print`. */
export type CreateCommand = (print: Print) => Command;

/** Every command of this folder; another one is another file in commands/ and a line here. */
const own: readonly CreateCommand[] = [
  operationsCommand,
  callersCommand,
  eventsCommand,
  restoreCommand,
  sandboxCommand,
];

function programOf(print: Print, commands: readonly CreateCommand[]): Command {
  const program = new Command('npm run gateway --')
    .description('Look at the gateway, and decide what only a person can decide.')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => {
        print.out(text.trimEnd());
      },
      writeErr: (text) => {
        print.error(text.trimEnd());
      },
    })
    .showSuggestionAfterError()
    .showHelpAfterError('Add --help to see what there is.')
    .exitOverride()
    .addHelpText('after', '\nExample:\n  npm run gateway -- operations list --local');
  for (const create of commands) program.addCommand(inherited(create(print), program));
  return program.showHelpAfterError(hintOf(program));
}

/** What a person may have meant, where no name is similar to what was typed. */
const hintOf = ({ commands: inner }: Command): string =>
  `There are: ${inner.map((command) => command.name()).join(', ')}. Add --help to see more.`;

/** Commands that are added take over nothing by themselves. */
function inherited(command: Command, program: Command): Command {
  command.copyInheritedSettings(program);
  if (command.commands.length > 0) command.showHelpAfterError(hintOf(command));
  for (const inner of command.commands) inherited(inner, program);
  return command;
}

/** One line for an error: what is no mistake of usage comes from AWS, and names what to look at. */
function lineOf(error: unknown): string {
  const { message } = error as Error;
  return error instanceof UsageError
    ? message
    : `${message.replace(/[.\s]+$/, '')}. See that region, credentials and names are right.`;
}

/**
 * Does what a person typed after `npm run gateway --`.
 *
 * @param more commands that stand on this folder, beside its own
 * @returns the exit code; everything that went wrong has been told in one line
 */
export async function runGateway(
  words: readonly string[],
  print: Print,
  more: readonly CreateCommand[],
): Promise<ExitCode> {
  try {
    await programOf(print, [...own, ...more]).parseAsync([...words], { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has told it already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    print.error(lineOf(error));
    return error instanceof UsageMistake ? 2 : 1;
  }
}
