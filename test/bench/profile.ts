import { readFileSync } from 'node:fs';
import type { Profiler } from 'node:inspector';
import { join } from 'node:path';
import type { Bundles } from './bundles.ts';
import { runHost, type Surroundings } from './side-by-side.ts';

const requests = 500;

/** The file that each line of an unminified bundle comes from: esbuild writes it in a comment above. */
function originsOf(bundle: string): readonly string[] {
  let origin = '';
  return readFileSync(bundle, 'utf8')
    .split('\n')
    .map((line) => {
      const path = /^(?:\/\/ |\s+")((?:node_modules|functions|test)\/[^"]*\.[a-z]+)/.exec(
        line,
      )?.[1];
      origin = path ?? origin;
      return origin;
    });
}

/** `node_modules/@aws-sdk/core/dist-es/…` → `@aws-sdk/core`; our own files stay as they are. */
const packageOf = (path: string): string =>
  /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;

function placeOf({ callFrame }: Profiler.ProfileNode, origins: readonly string[]): string {
  const { url, lineNumber } = callFrame;
  if (url === '') return 'V8 and Node, native';
  return url.endsWith('.cjs') ? packageOf(origins[lineNumber] ?? '') : url;
}

function largest(times: ReadonlyMap<string, number>, count: number): string[] {
  const totalMs = [...times.values()].reduce((total, each) => total + each, 0);
  return [...times]
    .sort(([, one], [, other]) => other - one)
    .slice(0, count)
    .map(([place, timeMs]) => {
      const share = ((100 * timeMs) / totalMs).toFixed(1).padStart(5);
      return `${(timeMs / requests).toFixed(3)} ms ${share} %  ${place}`;
    });
}

/** Where the CPU time of a warm request goes, by package and by function: the time spent in it and not below it. */
export async function profileWarm(
  { host, ours }: Bundles,
  { folder, surroundings }: { folder: string; surroundings: Surroundings },
): Promise<string> {
  const bundle = ours['komoju.payment.create'];
  const profile = join(folder, 'profile.json');
  await runHost(host, bundle, { surroundings, warmUp: 200, measured: requests, profile });

  const {
    nodes,
    samples = [],
    timeDeltas = [],
  } = JSON.parse(readFileSync(profile, 'utf8')) as Profiler.Profile;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const origins = originsOf(bundle);
  const packages = new Map<string, number>();
  const functions = new Map<string, number>();
  samples.forEach((id, index) => {
    const node = byId.get(id);
    const name = node?.callFrame.functionName ?? '';
    if (node === undefined || name === '(idle)') return;
    const place = placeOf(node, origins);
    const timeMs = (timeDeltas[index] ?? 0) / 1000;
    const called = `${name === '' ? '(anonymous)' : name}, ${place}`;
    packages.set(place, (packages.get(place) ?? 0) + timeMs);
    functions.set(called, (functions.get(called) ?? 0) + timeMs);
  });
  return [
    `One warm request, of ${requests}, by package:`,
    ...largest(packages, 20),
    '',
    'By function:',
    ...largest(functions, 30),
  ].join('\n');
}
