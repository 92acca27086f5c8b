import { paginateScan, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { concurrently } from '../../functions/platform/concurrently.ts';
import { tableOf } from '../journeys/system.ts';
import { localSystem, type LocalSystem } from '../support/local.ts';
import { bytesOf, type Draft } from './draft.ts';
import { drawOf } from './draw.ts';
import { isRefused, wrongsOf, type Asked } from './judge.ts';
import { mutated } from './mutations/mutations.ts';
import { objectsOf, type Objects } from './objects.ts';
import { routed, sampleOf } from './samples.ts';
import { cardDataIn, readKnown, secretIn, type Known } from './secrets.ts';
import { Watch, type Cost, type Violation } from './watch.ts';
import { wireTo, type Answer, type Wire } from './wire.ts';

export type FuzzOptions = {
  readonly seed: number;
  readonly requests: number;
  /** Sends this one alone. */
  readonly only?: number | undefined;
  /** How many requests are under way at once. */
  readonly atOnce: number;
  /** The synthesized stack; absent: the one of this run of jest. */
  readonly assembly?: (() => Promise<string>) | undefined;
  /** Is called with where the run is. */
  readonly at: (step: string, of?: string) => void;
  /** Is called with each request and its answer. */
  readonly onAnswer?:
    ((bytes: Buffer, draft: Draft, answer: Answer | undefined) => void) | undefined;
};

export type FuzzResult = {
  readonly requests: number;
  readonly seconds: number;
  readonly violations: readonly Violation[];
  /** Milliseconds of processor time of all invocations, and how many there were. */
  readonly cpuMs: number;
  readonly invocations: number;
  readonly dearest: { readonly warm: readonly Cost[]; readonly first: readonly Cost[] };
  /** How often each was answered: `422 fix_request`. */
  readonly answers: ReadonlyMap<string, number>;
  /** How often each operation's function ran, and each mutation was sent. */
  readonly ran: ReadonlyMap<string, number>;
  readonly sent: ReadonlyMap<string, number>;
};

type Run = {
  readonly options: FuzzOptions;
  readonly local: LocalSystem;
  readonly known: Known;
  readonly watch: Watch;
  readonly objects: (number: number) => Promise<Objects>;
  /** Operations of which a caller was told something else than that its request did nothing, by the request's number. */
  readonly mayBeOnRecord: Map<string, number>;
  readonly answers: Map<string, number>;
  readonly ran: Map<string, number>;
  readonly sent: Map<string, number>;
};

const count = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

async function draftOf(
  { options: { seed }, known, objects }: Run,
  number: number,
  again: number,
): Promise<Draft> {
  const draw = drawOf(seed, number);
  const operation = draw.oneOf(routed);
  // A key of a neighbour meets what that neighbour has left on record.
  const own = `fuzz-${seed}-${draw.isBy(0.9) ? number : number - 1}`;
  const name = again === 0 ? own : `${own}-again-${again}`;
  const sample = await sampleOf(operation, { objects: await objects(number), known, draw, name });
  return mutated(sample, draw);
}

function note(run: Run, number: number, { answer, draft }: Pick<Asked, 'answer' | 'draft'>): void {
  const advice = answer?.headers.get('x-retry-advice') ?? '';
  count(run.answers, answer === undefined ? 'none' : `${answer.status} ${advice}`.trim());
  for (const change of draft.changes) count(run.sent, change);
  const id = answer?.headers.get('x-operation-id');
  if (answer !== undefined && id !== undefined && !isRefused(answer))
    run.mayBeOnRecord.set(id, number);
}

/** How often a request is sent that took too much processor time each time before. */
const triesMost = 4;

async function send(run: Run, wire: Wire, number: number): Promise<void> {
  const { watch, known, options } = run;
  for (let again = 0; again < triesMost; again += 1) {
    const draft = await draftOf(run, number, again);
    const bytes = bytesOf(draft, new URL(run.local.url).host);
    const answer = await wire.send(bytes, {
      isHead: draft.method === 'HEAD',
      isLast: draft.splits,
    });
    const requestId = answer?.headers.get('x-amzn-requestid');
    const report = watch.answered(requestId, number);
    if (report !== undefined) count(run.ran, report.operation);
    note(run, number, { answer, draft });
    for (const what of wrongsOf({ draft, answer, report }, known)) watch.add(what, { number });
    options.onAnswer?.(bytes, draft, answer);
    const excess = watch.excessOf(requestId);
    if (excess === undefined) return;
    if (again === triesMost - 1) watch.add(excess, { number });
  }
}

async function sendAll(run: Run): Promise<void> {
  const { requests, only, atOnce, at } = run.options;
  const port = Number(new URL(run.local.url).port);
  const wires = Array.from({ length: atOnce }, () => wireTo(port));
  let next = only ?? 0;
  const end = only === undefined ? requests : only + 1;
  await concurrently(wires, { workers: atOnce }, async (wire) => {
    while (next < end) {
      const number = next;
      next += 1;
      await send(run, wire, number);
      const thousands = Math.floor(number / 5000) * 5;
      const violations = `violations ${run.watch.violations.length}`;
      at(`requests from ${thousands},000 on`, `${number + 1}/${requests}, ${violations}`);
    }
    wire.close();
  });
}

type Item = Readonly<Record<string, AttributeValue>>;

/** What is wrong with one item of the table. */
function wrongsIn(item: Item, { known, mayBeOnRecord, watch }: Run): string[] {
  const id = item['pk']?.S ?? '';
  const text = JSON.stringify(item);
  const found = secretIn(text, known) ?? cardDataIn(text);
  const isUntold = item['sk']?.S === 'OPERATION' && !mayBeOnRecord.has(id) && watch.hasAnswered(id);
  return [
    ...(found === undefined ? [] : [`the record ${id} holds ${found}…`]),
    ...(isUntold ? [`${id} is on record, but every request of it was refused`] : []),
  ];
}

async function searchTable(run: Run): Promise<void> {
  const { client, TableName } = await tableOf(run.local);
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    for (const item of Items)
      for (const what of wrongsIn(item, run)) {
        const number = run.mayBeOnRecord.get(item['pk']?.S ?? '');
        run.watch.add(what, { number });
      }
  }
  client.destroy();
}

/** Sends bad requests to a local system of its own, and looks at everything that comes of them. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  options.at('starting');
  const watch = new Watch();
  const local = await localSystem({
    ...(options.assembly !== undefined && { assembly: options.assembly }),
    onReport: (report) => {
      watch.onReport(report);
    },
    onLine: (line) => {
      watch.onLine(line);
    },
  });
  try {
    await local.sandbox('POST', 'webhooks/hold');
    const known = await readKnown(local);
    watch.known = known;
    const mayBeOnRecord = new Map<string, number>();
    const objects = objectsOf(local, options.seed, (operation, number) =>
      mayBeOnRecord.set(operation, number),
    );
    const counts = {
      answers: new Map<string, number>(),
      ran: new Map<string, number>(),
      sent: new Map<string, number>(),
    };
    const run: Run = { options, local, known, watch, objects, mayBeOnRecord, ...counts };
    const startedAt = performance.now();
    await sendAll(run);
    const seconds = (performance.now() - startedAt) / 1000;
    options.at('searching the table');
    await searchTable(run);
    const requests = options.only === undefined ? options.requests : 1;
    const { violations, dearest, cpuMs, invocations } = watch;
    return { requests, seconds, violations, dearest, cpuMs, invocations, ...counts };
  } finally {
    await local.close();
  }
}
