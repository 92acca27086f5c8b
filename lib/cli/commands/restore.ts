import { Command } from 'commander';
import { targetOf, withTarget, type Where } from '../options.ts';
import { outputOf, type Streams } from '../output.ts';
import { declareInUse, declareRestored } from '../restore.ts';

type Given = Where & { readonly json?: boolean; readonly yes?: boolean };

/** `restore`: what the functions must know of a table that was restored to an earlier point. */
export function restoreCommand(streams: Streams): Command {
  const command = new Command('restore').description(
    'tell a restored table what it has forgotten, so that nothing is charged again',
  );
  withTarget(command.command('declare'))
    .description('before the deployment: to which point the table was restored')
    .requiredOption('--to <moment>', 'the point, as 2026-11-21T00:00:00Z')
    .option('--yes', 'write it; without it only what would be written is told')
    .addHelpText(
      'after',
      '\nExample:\n  npm run gateway -- restore declare --to 2026-11-21T00:00:00Z --table NAME',
    )
    .action(async (options: Given & { readonly to: string }) => {
      const { text, result } = outputOf(streams, options.json === true);
      const target = await targetOf(options);
      const isWritten = options.yes === true;
      const report = await declareRestored(target, { to: options.to, isWritten });
      text(report.text);
      result(report.view);
    });
  withTarget(command.command('in-use'))
    .description('after the deployment: all functions use the restored table')
    .option('--yes', 'write it; without it only what would be written is told')
    .addHelpText('after', '\nExample:\n  npm run gateway -- restore in-use --table NAME --yes')
    .action(async (options: Given) => {
      const { text, result } = outputOf(streams, options.json === true);
      const target = await targetOf(options);
      const isWritten = options.yes === true;
      const report = await declareInUse(target, { isWritten });
      text(report.text);
      result(report.view);
    });
  return command;
}
