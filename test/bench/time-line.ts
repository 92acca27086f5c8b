import type { Bundles } from './bundles.ts';
import type { Span } from './phases.ts';
import { runHost, type Surroundings } from './side-by-side.ts';
import type { Delays } from './stub.ts';

/** What AWS's services take within a region, by their own metrics, and a provider that is quick. */
export const assumedDelays: Delays = { table: 5, secrets: 10, provider: 100 };

const width = 56;

/** A bar for each of the spans, in their order, on one scale. */
function drawn(spans: readonly Span[]): string {
  const end = Math.max(...spans.map(({ to }) => to));
  const longest = Math.max(...spans.map(({ what }) => what.length));
  const place = (at: number): number => Math.round((at / end) * width);
  return spans
    .map(({ what, from, to }) => {
      const bar = '█'.repeat(Math.max(1, place(to) - place(from)));
      const line = `${' '.repeat(Math.min(place(from), width - 1))}${bar}`.padEnd(width + 1);
      return `${what.padEnd(longest)}  ${line}${(to - from).toFixed(0).padStart(4)} ms`;
    })
    .join('\n');
}

/** What a cold and a warm create wait for, from one run each: the third, for the first two find disks cold. */
export async function drawTimeLines(
  { host, deployed }: Bundles,
  surroundings: Surroundings,
): Promise<string> {
  const plan = { surroundings, warmUp: 50, measured: 0, tellsPhases: true };
  const run = () => runHost(host, deployed['komoju.payment.create'], plan);
  await run();
  await run();
  const { firstMs, waits } = await run();
  if (waits === undefined) throw new Error('The host did not tell what it waited for.');
  const cold = [
    { what: 'start of Node, and of the function', from: 0, to: waits.cold[0]?.from ?? 0 },
    ...waits.cold,
    { what: 'the answer', from: 0, to: firstMs },
  ];
  return [
    'Cold:',
    '',
    '```',
    drawn(cold),
    '```',
    '',
    'Warm:',
    '',
    '```',
    drawn(waits.warm),
    '```',
  ].join('\n');
}

/** That file's text with the drawing. */
export const withTimeLines = (readme: string, drawing: string): string =>
  readme.replace(
    /<!-- time-line -->[\s\S]*?<!-- \/time-line -->/,
    () => `<!-- time-line -->\n\n${drawing}\n\n<!-- /time-line -->`,
  );
