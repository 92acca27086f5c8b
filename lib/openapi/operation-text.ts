import { existsSync, readFileSync } from 'node:fs';
import { fileOf, type OperationId } from '../../functions/operations.ts';

/** The comment of what the file of an operation exports: its contract, or its start. */
const comment =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:const|function) (?:\{ contract|start\b)/;

/** Without the stars at the begin of its lines, and in one line. */
const plain = (text: string): string =>
  text
    .replaceAll(/^\s*\*? ?/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** What an operation is for: the comment in its file, so that nothing says it twice. Its first sentence is the summary. */
export function textOf(operation: OperationId): { summary: string; description: string } {
  const file = new URL(`../../functions/${fileOf(operation)}.ts`, import.meta.url);
  const [, found = ''] = comment.exec(existsSync(file) ? readFileSync(file, 'utf8') : '') ?? [];
  const description = plain(found);
  const [summary = ''] = /^.*?[.:](?= |$)/.exec(description) ?? [];
  return summary === ''
    ? { summary: operation, description: operation }
    : { summary: summary.slice(0, -1), description };
}
