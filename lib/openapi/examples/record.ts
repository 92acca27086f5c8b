import { providerOf, routeOf, rowOf } from '../../../functions/operations.ts';
import { providers } from '../../../functions/providers/providers.ts';
import type { Local } from '../../local/local.ts';
import { answerHeaders } from '../answer-headers.ts';
import { apis } from '../apis.ts';
import type { Recorded } from './recorded.ts';
import { steady } from './steady.ts';
import { isAsk, type Ask, type Made, type Stage } from './story.ts';

type Running = Pick<Local, 'url' | 'simulatorUrl' | 'keys'>;

const json = { 'content-type': 'application/json' };

/** Answers by the names of their steps; a step's operation id is there as `operationId`. */
type Answers = Map<string, Readonly<Record<string, string>>>;

function stageOf({ simulatorUrl }: Running): Stage {
  const post = async (path: string, headers: Record<string, string>, body: object) => {
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`${simulatorUrl}${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as Record<string, string>;
  };
  return {
    sandbox: (control, body = {}) => post(`/sandbox/${control}`, json, body),
    browser: (path, key, body) => {
      const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
      return post(path, { ...json, authorization }, body);
    },
  };
}

/** A path without names in it. */
const nowhere = (): Readonly<Record<string, string>> => ({});

function requestOf(ask: Ask, made: Made, { url, keys }: Running): [string, RequestInit] {
  const { operation, name, path = nowhere, body, idempotencyKey = name, key = keys.admin } = ask;
  const route = routeOf(operation);
  if (route === undefined) throw new Error(`${operation} has no route.`);
  const values = path(made);
  const filled = route.path.replaceAll(/\{(\w+)\}/g, (_, each: string) => values[each] ?? '');
  const sendsKey = rowOf(operation).effect === 'mutation' && idempotencyKey !== null;
  const headers = {
    authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    ...(sendsKey && { 'idempotency-key': idempotencyKey }),
    ...(body !== undefined && json),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body(made)) };
  return [`${url}${filled}`, { method: route.method, headers, ...sent }];
}

/** Where pages are, written as at the provider itself. */
function atProvider(text: string, ask: Ask, { simulatorUrl }: Running): string {
  const origin = providers.find(({ name }) => name === providerOf(ask.operation))?.origin;
  return origin === undefined ? text : text.replaceAll(simulatorUrl, origin);
}

async function record(ask: Ask, answers: Answers, running: Running): Promise<Recorded> {
  const made: Made = (name) => answers.get(name) ?? {};
  const [url, init] = requestOf(ask, made, running);
  const response = await fetch(url, init);
  const text = atProvider(await response.text(), ask, running);
  const answer: unknown = text === '' ? '' : JSON.parse(text);
  const operationId = response.headers.get('x-operation-id') ?? '';
  answers.set(ask.name, { ...(answer as Record<string, string>), operationId });
  const headers = Object.keys(answerHeaders).flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const { operation, name, summary } = ask;
  return {
    ...{ operation, name, summary },
    ...(typeof init.body === 'string' && { request: JSON.parse(init.body) as unknown }),
    status: response.status,
    headers: Object.fromEntries(headers),
    answer,
  };
}

/** Plays every story at a local system that nobody else uses, and gives what was asked and answered, made steady. */
export async function recordStories(running: Running): Promise<string> {
  const stage = stageOf(running);
  const answers: Answers = new Map();
  const found: Recorded[] = [];
  const now = Date.now();
  const all = apis.flatMap(({ stories = [] }) => stories);
  // What webhooks change would be there once, and once not.
  await stage.sandbox('webhooks/hold');
  for (const step of all.flatMap(({ steps }) => steps)) {
    if (isAsk(step)) found.push(await record(step, answers, running));
    else {
      const happened = await step.happen(stage, (name) => answers.get(name) ?? {});
      if (happened !== undefined) answers.set(step.name, happened);
    }
  }
  const patterns = all.flatMap(({ unsteady = [] }) => unsteady);
  const text = patterns.reduce(
    (written, [pattern, instead]) => written.replaceAll(pattern, instead),
    JSON.stringify(found),
  );
  return steady(text, now);
}
