import type { Command } from 'commander';
import { UsageError } from '../host/usage-error.ts';
import { findRunning } from '../host/running.ts';
import { openStack } from './stack.ts';
import { localTarget, tableRecords, type Records, type Target } from './targets.ts';
import { UsageMistake } from './usage-mistake.ts';

/** Which gateway a command is about. */
export type Where = {
  readonly local?: boolean;
  readonly sandbox?: string;
  readonly stack?: string;
};

/** The same, where nothing but a table is read or written. */
export type WhereRecords = Where & { readonly table?: string };

/** How a gateway in AWS is named. A table that is no stack's is one that was restored, or whose stack is gone. */
type Way = 'stack' | 'table';

const options: Readonly<Record<Way, readonly [string, string]>> = {
  stack: ['--stack <name>', 'a stack in the AWS account in use, by its name in CloudFormation'],
  table: ['--table <name>', 'a table in the AWS account in use that is no stack’s'],
};

/** Adds the options by which a command is told which gateway it is about. */
export function withWhere(command: Command, ways: readonly Way[] = ['stack']): Command {
  command
    .option('--local', 'the system that npm start runs on this machine')
    .option('--sandbox <url>', 'with --local: where its simulator listens, if there are several');
  for (const way of ways) command.option(...options[way]);
  return command;
}

/** Adds those, and the one by which it answers to a program. */
export const withTarget = (command: Command, ways?: readonly Way[]): Command =>
  withWhere(command, ways).option(
    '--json',
    'print one JSON document; what is for people goes to the error output',
  );

/** The words that lead to the same gateway again. */
export const wordsTo = ({ local, sandbox, stack }: Where): string[] => [
  ...(local === true ? ['--local'] : []),
  ...(sandbox === undefined ? [] : ['--sandbox', sandbox]),
  ...(stack === undefined ? [] : ['--stack', stack]),
];

/**
 * @param way how a gateway in AWS is named to the command
 * @throws UsageMistake where several are named, or none: nobody may take one for the other
 */
export function checkWhere(
  { local, sandbox, stack, table }: WhereRecords,
  way: Way = 'stack',
): void {
  const named = [local === true, stack !== undefined, table !== undefined].filter(Boolean);
  if (named.length !== 1) {
    throw new UsageMistake(
      `Which gateway? Say either --${way} NAME for a ${way} in AWS, or --local for the system that npm start runs.`,
    );
  }
  if (local !== true && sandbox !== undefined) {
    throw new UsageMistake('--sandbox belongs to --local: a stack in AWS has none.');
  }
}

/** Where the local system's simulator listens. @throws UsageError where nothing runs there */
export function sandboxOf({ sandbox }: Pick<Where, 'sandbox'>): string {
  const url = sandbox ?? findRunning()?.simulatorUrl;
  if (url === undefined) {
    throw new UsageError(
      'No local system of this folder is running. Start it first: npm start. Or name another’s simulator: --sandbox URL',
    );
  }
  return url;
}

/** @throws UsageError where it is not said, nothing runs there, or there is no such stack */
export async function targetOf(where: Where): Promise<Target> {
  checkWhere(where);
  const { stack } = where;
  return stack === undefined ? localTarget(sandboxOf(where)) : (await openStack(stack)).target;
}

/** The same, where nothing but the table is read or written. @throws as {@link targetOf} */
export async function recordsOf(where: WhereRecords, way?: Way): Promise<Records> {
  checkWhere(where, way);
  const { table } = where;
  return table === undefined ? targetOf(where) : tableRecords(table);
}
