import { Command, CommanderError } from 'commander';
import type { Print } from '../host/print.ts';
import { UsageError } from '../host/usage-error.ts';

/** What a person may type after `npm start --`. */
export type StartOptions = {
  /** Where every event is delivered to. */
  readonly forwardTo?: string | undefined;
};

const example = 'npm start -- --forward-to http://localhost:8080/webhooks';

function readAddress(text: string): string {
  const { protocol } = URL.canParse(text) ? new URL(text) : { protocol: undefined };
  if (protocol === 'http:' || protocol === 'https:') return text;
  throw new UsageError(`--forward-to ${text} is no address of a web server. Try ${example}`);
}

const commandOf = (print: Print): Command =>
  new Command('npm start --')
    .description('Run the whole gateway on this machine, with simulators in the providers’ place.')
    .option('--forward-to <url>', 'deliver every event there, as signed webhooks', readAddress)
    .allowExcessArguments(false)
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: (text) => {
        print.out(text.trimEnd());
      },
      // What is wrong is told by the error.
      writeErr: () => undefined,
    })
    .exitOverride()
    .addHelpText('after', `\nExample:\n  ${example}\nThe README has the settings.`);

/**
 * Reads what was typed; undefined where that was the help, which has been printed.
 *
 * @throws UsageError with one line that says what to type
 */
export function readStartOptions(words: readonly string[], print: Print): StartOptions | undefined {
  try {
    return commandOf(print).parse(words, { from: 'user' }).opts<StartOptions>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    // Without the two dashes npm keeps the option for itself, and passes its value on alone.
    const why = error.message.replace(/^error: /, '').replace(/\.$/, '');
    throw new UsageError(`This was not understood: ${why}. Try ${example}, or --help`, {
      cause: error,
    });
  }
}
