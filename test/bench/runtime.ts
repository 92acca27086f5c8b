import { runtimeOf, runtimeVersion } from '../../lib/bundle/code-cache/runtime.ts';

/** A Node on this machine, and what is to be said of it. */
export type Runtime = { readonly path: string; readonly says: string };

/**
 * The Node that hosts run on: the one that functions are deployed to, for this machine's processor. It is fetched when it
 * is first needed and is no dependency, because not every platform has its package; without it the installed Node is
 * measured, and that is said.
 */
export async function measuredRuntime(): Promise<Runtime> {
  const [path] = (await runtimeOf(process)) ?? [];
  if (path !== undefined) return { path, says: `Node ${runtimeVersion}, as Lambda's nodejs24.x` };
  const installed = `Node ${process.versions.node}, the installed one`;
  return {
    path: process.execPath,
    says: `${installed}: ${runtimeVersion} can't be had for ${process.platform}-${process.arch}`,
  };
}
