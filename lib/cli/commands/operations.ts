import { Command } from 'commander';
import { registry } from '../../../functions/registry.ts';
import { UsageError } from '../../host/usage-error.ts';
import { readDecision, type DecisionOptions } from '../decision.ts';
import { concernedOperations } from '../erase/concerned.ts';
import { eraseOne, isLeft, type Erasure } from '../erase/erase.ts';
import { erasureView, formatEnd, formatErasure, formatLeft } from '../erase/format.ts';
import { readSubject, type SubjectOptions } from '../erase/subject.ts';
import { formatCommand, formatList, formatOne } from '../output/format.ts';
import { findOperation, listOpen } from '../open-operations.ts';
import { recordsOf, targetOf, withTarget, type Where, type WhereRecords } from '../options.ts';
import type { Print } from '../../host/print.ts';
import { outputOf } from '../output/output.ts';
import { carryOut, formatReading, prepare } from '../resolve.ts';
import { recordView, resolutionView } from '../output/view.ts';
import { commandWording } from '../output/wording.ts';

type Json = { readonly json?: boolean };
type Looked = WhereRecords & Json;
type Given = Where & Json;

async function list(where: Looked, print: Print): Promise<void> {
  const { text, result } = outputOf(print, where.json === true);
  const records = await recordsOf(where);
  const found = await listOpen(records.ledger);
  const at = records.now();
  text(formatList(found, at));
  result(found.map((each) => recordView(each, at)));
}

async function show(id: string, where: Looked, print: Print): Promise<void> {
  const { text, result } = outputOf(print, where.json === true);
  const records = await recordsOf(where);
  const found = await findOperation(records.ledger, id);
  if (found === undefined) throw new UsageError(`There is no operation ${id}.`);
  text(formatOne(found, records.now()));
  result(recordView(found, records.now()));
}

type ResolveOptions = Given & DecisionOptions & { readonly yes?: boolean };

async function resolve(id: string, options: ResolveOptions, print: Print): Promise<void> {
  const { text, result } = outputOf(print, options.json === true);
  const decision = readDecision(id, options);
  const place = { target: await targetOf(options), registry, wording: commandWording };
  const resolution = await prepare(place, decision, (reading) => {
    text(formatReading(reading));
  });
  const isWritten = options.yes === true;
  if (isWritten) {
    await carryOut(place, resolution);
    text(`${id} is resolved.`);
  } else {
    const words = ['operations', 'resolve', id, ...wordsOf({ ...options, ...decision.by })];
    text(`Nothing has been written. This writes it:\n${formatCommand([...words, '--yes'])}`);
  }
  result({ id, written: isWritten, ...resolutionView(resolution.write) });
}

/** Options as they are typed: `{ local: true, reason: 'Seen.' }` → `['--local', '--reason', 'Seen.']`. */
const wordsOf = (options: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(options).flatMap(([name, value]) => {
    const option = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (typeof value === 'string') return [option, value];
    return value === true ? [option] : [];
  });

type EraseOptions = Given & SubjectOptions & { readonly yes?: boolean };

async function erase(options: EraseOptions, print: Print): Promise<void> {
  const { text, result } = outputOf(print, options.json === true);
  const subject = readSubject(options);
  const target = await targetOf(options);
  const isWritten = options.yes === true;
  const erasures: Erasure[] = [];
  const progress = (items: number): void => {
    print.error(
      `${String(items)} items looked through, ${String(erasures.length)} operations found`,
    );
  };
  for await (const found of concernedOperations(target.ledger, subject, progress)) {
    const erasure = await eraseOne(target, found, isWritten);
    erasures.push(erasure);
    text(formatErasure(erasure));
  }
  text(formatEnd(subject, { erasures, isWritten }));
  result({ ...subject, written: isWritten, operations: erasures.map(erasureView) });
  const left = erasures.filter(isLeft).map(formatLeft).join('\n');
  if (left !== '' && isWritten) throw new UsageError(left);
  if (left !== '') text(left);
}

/** `operations`: what is on record of operations, above all of those whose outcome nobody knows. */
export function operationsCommand(print: Print): Command {
  const command = new Command('operations').description(
    'operations whose outcome nobody knows, and what a person decides about them',
  );
  withTarget(command.command('list'), ['stack', 'table'])
    .description('the operations that are open, and what a person must know of them')
    .addHelpText('after', '\nExample:\n  npm run gateway -- operations list --local')
    .action((options: Looked) => list(options, print));
  withTarget(command.command('show <id>'), ['stack', 'table'])
    .description('everything that is on record of one, without the answer')
    .addHelpText('after', '\nExample:\n  npm run gateway -- operations show op_… --stack NAME')
    .action((id: string, options: Looked) => show(id, options, print));
  withTarget(command.command('resolve <id>'))
    .description('record what became of one that only a person can decide')
    .option('--object <id>', 'the provider has this object of it: it succeeded')
    .option('--not-executed', 'nothing of it was executed')
    .option('--reason <text>', 'how that is known; it goes on the record')
    .option('--actor <name>', 'who decides; without it the user of this machine')
    .option('--yes', 'write it; without it only what would be written is told')
    .addHelpText(
      'after',
      '\nExample:\n  npm run gateway -- operations resolve op_… --object 807n… --reason "Seen in the dashboard." --local',
    )
    .action((id: string, options: ResolveOptions) => resolve(id, options, print));
  withTarget(command.command('erase'))
    .description('remove the stored answers, which may hold personal data; the claims stay')
    .option('--payment <id>', 'of a payment, and of the session in which it was made')
    .option('--customer <id>', 'of a customer and its payments; it goes through the whole table')
    .option('--operation <id>', 'of a single operation')
    .option('--yes', 'do it; without it only what would be erased is told')
    .addHelpText(
      'after',
      '\nExample:\n  npm run gateway -- operations erase --payment 807n… --stack NAME',
    )
    .action((options: EraseOptions) => erase(options, print));
  return command;
}
