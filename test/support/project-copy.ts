import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A copy of the project, in which a test may change files. */
export type ProjectCopy = {
  readonly path: (name: string) => string;
  readonly remove: () => Promise<void>;
};

/**
 * Copies parts of the project into a temporary folder. Packages are not copied: node_modules is a link.
 *
 * @param parts files and folders, from the root of the project
 */
export async function copyProject(name: string, parts: readonly string[]): Promise<ProjectCopy> {
  const copy = await mkdtemp(join(tmpdir(), `payment-gateway-${name}-`));
  for (const part of parts) await cp(part, join(copy, part), { recursive: true });
  await symlink(resolve('node_modules'), join(copy, 'node_modules'));
  return {
    path: (file) => join(copy, file),
    remove: () => rm(copy, { recursive: true, force: true }),
  };
}
