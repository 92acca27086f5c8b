import type { ProviderRequest } from '../../functions/providers/client/provider-request.ts';
import type { SendResult } from '../../functions/providers/provider.ts';
import type { Actor } from './actors/actor.ts';
import { isDecision } from './provider/decision.ts';
import { onStage } from './stage.ts';

/*
 * Where requests leave what ships. Who sends is known by the origin: every actor has one of its own.
 */

export const originOf = (index: number): string => `https://actor${index}`;

const urlPattern = /^https:\/\/actor(\d+)(\/[^?]*)?(?:\?(.*))?$/;

/** @throws Error where no actor has this origin */
export function splitOf(url: string): { actor: Actor; path: string; query: string } {
  const [, index, path = '', query = ''] = urlPattern.exec(url) ?? [];
  const actor = onStage().actors[Number(index)];
  if (actor === undefined) throw new Error(`Nobody sends to ${url}.`);
  return { actor, path, query };
}

const queries = new Map<string, Readonly<Record<string, string>>>();

function queryOf(text: string): Readonly<Record<string, string>> {
  const known = queries.get(text) ?? Object.fromEntries(new URLSearchParams(text));
  queries.set(text, known);
  return known;
}

/** A read. How it is answered is decided when it is. */
function ask(actor: Actor, path: string, query: string): Promise<SendResult> {
  const { provider } = onStage();
  const asked = { path, query: queryOf(query), account: actor.account };
  return actor.call({
    what: 'ask',
    name: () =>
      `asks for ${path.slice('/api/v1/'.length)}${'page' in asked.query ? `, page ${asked.query['page'] ?? ''}` : ''}`,
    asked,
    effect: (how) => provider.read(asked, onStage().at, how === 'lagging' ? 'lagging' : 'whole'),
  }) as Promise<SendResult>;
}

/**
 * Stands for `send` of functions/providers/client/send.ts: one request in, one answer out, as the driver decides. It is
 * called in the very moment in which the request would be written, so nothing else happens before that.
 */
export function send(request: ProviderRequest): Promise<SendResult> {
  const { actor, path, query } = splitOf(request.url);
  if (request.method === 'GET') return ask(actor, path, query);
  const { intent, account } = actor;
  if (intent === undefined) throw new Error(`${actor.name} must not send.`);
  const { provider, madeBy } = onStage();
  const received = { request, path, ...intent, account };
  return actor.call({
    what: 'send',
    name: 'sends',
    received: { ...received, at: onStage().at },
    content: [path, request.body, request.headers, account],
    effect: (how) => {
      const before = provider.made.length;
      const answer = provider.receive(
        { ...received, at: onStage().at },
        isDecision(how) ? how : 'accept',
      );
      const made = provider.made[before];
      if (made !== undefined) madeBy.set(made, actor);
      return answer;
    },
  }) as Promise<SendResult>;
}
