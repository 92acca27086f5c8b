/**
 * Plays Lambda's runtime for one bundle, as a plain program: loads it, asks it once, and once warmed up a number of
 * times more. The first answer's time counts from the start of the process. What it found goes to file descriptor 3.
 */
import { writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Session } from 'node:inspector';
import type { HostFindings, HostPlan } from './host-plan.ts';
import { watchPhases, type Span, type Watch } from './phases.ts';

type Handler = (event: unknown, context: unknown) => Promise<{ statusCode: number }>;

const [file = '', planText = '{}'] = process.argv.slice(2);
const plan = JSON.parse(planText) as HostPlan;
const watch = plan.tellsPhases === true ? watchPhases() : undefined;
const evaluatedFrom = performance.now();
const { handler } = createRequire(file)(file) as { handler: Handler };
const evaluateMs = performance.now() - evaluatedFrom;

let count = 0;

/** One request, under a key of its own. */
async function ask(): Promise<void> {
  count += 1;
  const requestId = `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  const key = `bench-${process.pid}-${count}`;
  const event = {
    ...plan.event,
    headers: { ...plan.event.headers, 'Idempotency-Key': key },
    multiValueHeaders: { ...plan.event.multiValueHeaders, 'Idempotency-Key': [key] },
  };
  const startedAt = Date.now();
  const answer = await handler(event, {
    awsRequestId: requestId,
    functionName: 'bench',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:ap-northeast-1:000000000000:function:bench',
    memoryLimitInMB: '1024',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => 27_000 - (Date.now() - startedAt),
  });
  if (answer.statusCode !== 200) throw new Error(`Answered ${JSON.stringify(answer)}.`);
}

async function askOften(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await ask();
}

async function profiled(path: string, run: () => Promise<void>): Promise<void> {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 200 });
  session.post('Profiler.start');
  await run();
  session.post('Profiler.stop', (_, { profile }) => {
    writeFileSync(path, JSON.stringify(profile));
  });
}

/** What one more request waits for, from its start on. */
async function warmWaits({ spans }: Watch): Promise<readonly Span[]> {
  const since = performance.now();
  await ask();
  const answered = { what: 'the answer', from: 0, to: performance.now() - since };
  return [...spans(since), answered];
}

async function findings(): Promise<HostFindings> {
  await ask();
  const firstMs = performance.now();
  const phases = watch?.phases(evaluateMs);
  const cold = watch?.spans(0) ?? [];
  await askOften(plan.warmUp);
  const waits = watch && { cold, warm: await warmWaits(watch) };
  const cpuBefore = process.cpuUsage();
  const wallBefore = performance.now();
  const measure = () => askOften(plan.measured);
  await (plan.profile === undefined ? measure() : profiled(plan.profile, measure));
  const { user, system } = process.cpuUsage(cpuBefore);
  const wallMs = performance.now() - wallBefore;
  const times = Math.max(plan.measured, 1);
  const cpuMs = (user + system) / 1000 / times;
  return {
    firstMs,
    cpuMs,
    wallMs: wallMs / times,
    ...(phases && { phases }),
    ...(waits && { waits }),
  };
}

void findings().then((found) => {
  writeSync(3, JSON.stringify(found));
  process.exit();
});
