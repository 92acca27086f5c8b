import { Command } from 'commander';
import { recordsOf, withTarget, type WhereRecords } from '../options.ts';
import type { Print } from '../../host/print.ts';
import { outputOf } from '../output/output.ts';
import { declareInUse, declareRestored, type RestoreReport } from '../restore/declare.ts';
import type { Records } from '../targets.ts';

type Given = WhereRecords & { readonly json?: boolean; readonly yes?: boolean };

/** Writes a declaration, or only says what it would write. */
async function declare(
  options: Given,
  print: Print,
  write: (records: Records, isWritten: boolean) => Promise<RestoreReport>,
): Promise<void> {
  const { text, result } = outputOf(print, options.json === true);
  const report = await write(await recordsOf(options, 'table'), options.yes === true);
  text(report.text);
  result(report.view);
}

/** `restore`: what the functions must know of a table that was restored to an earlier point. */
export function restoreCommand(print: Print): Command {
  const command = new Command('restore').description(
    'tell a restored table what it has forgotten, so that nothing is charged again',
  );
  withTarget(command.command('declare'), ['table'])
    .description('before the deployment: to which point the table was restored')
    .option('--to <moment>', 'the point, where the table does not say it: 2026-11-21T00:00:00Z')
    .option('--yes', 'write it; without it only what would be written is told')
    .addHelpText(
      'after',
      '\nExamples:\n  npm run gateway -- restore declare --table NAME\n  npm run gateway -- restore declare --to 2026-11-21T00:00:00Z --local',
    )
    .action((options: Given & { readonly to?: string }) =>
      declare(options, print, (records, isWritten) =>
        declareRestored(records, { to: options.to, isWritten }),
      ),
    );
  withTarget(command.command('in-use'), ['table'])
    .description('after the deployment: all functions use the restored table')
    .option('--yes', 'write it; without it only what would be written is told')
    .addHelpText('after', '\nExample:\n  npm run gateway -- restore in-use --table NAME --yes')
    .action((options: Given) =>
      declare(options, print, (records, isWritten) => declareInUse(records, { isWritten })),
    );
  return command;
}
