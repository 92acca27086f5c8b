import { rowOf } from '../../../functions/operations.ts';
import type { Draft } from '../draft.ts';
import type { Draw } from '../draw.ts';
import { bodyTexts } from './body-texts.ts';
import { bodyValues } from './body-values.ts';
import { heads } from './heads.ts';
import type { Mutation } from './mutation.ts';
import { paths } from './paths.ts';
import { webhooks } from './webhooks.ts';

type Kind = readonly (readonly [name: string, mutation: Mutation])[];

const kinds: readonly Kind[] = [bodyValues, bodyTexts, heads, paths].map((kind) =>
  Object.entries(kind),
);
const ofWebhooks: Kind = Object.entries(webhooks);

/** How many mutations a request has. Without any, a good request now and then changes what the others ask about. */
const counts = [0, 1, 1, 1, 1, 2, 2, 2, 3, 4];

/** Every mutation's name. */
export const mutationNames: readonly string[] = [...kinds, ofWebhooks].flatMap((kind) =>
  kind.map(([name]) => name),
);

/** The request as some mutations leave it. */
export function mutated(sample: Draft, draw: Draw): Draft {
  const isWebhook = rowOf(sample.operation).effect === 'inbox';
  const mine = isWebhook ? [...kinds, ofWebhooks, ofWebhooks] : kinds;
  let draft = sample;
  for (let left = draw.oneOf(counts); left > 0; left -= 1) {
    const [name, mutation] = draw.oneOf(draw.oneOf(mine));
    draft = { ...mutation(draft, draw), changes: [...draft.changes, name] };
  }
  return draft;
}
