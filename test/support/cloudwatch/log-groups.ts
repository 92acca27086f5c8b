import { operationIds, rowOf } from '../../../functions/operations.ts';
import type { Query } from '../../../lib/cloud/queries/queries.ts';

/**
 * Of all that functions wrote, the lines in the logs that a query reads. In AWS each function has a log of its own; here a
 * line says which operation wrote it, and one that does not may be anybody's.
 */
export function linesFor({ from }: Query, lines: readonly string[]): string[] {
  if (from === 'access log') return [...lines];
  const others = operationIds.filter((id) => !from.includes(rowOf(id).effect));
  return lines.filter((line) => !others.some((id) => line.includes(`"operation":"${id}"`)));
}
