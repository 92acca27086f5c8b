import type { Answer } from '../../../functions/providers/outcome.ts';
import { contentType, written, type Entity, type Made } from './made.ts';
import { inOrder, partsOf, type Asked, type Shelf, type Speech } from './speech.ts';

const json = (status: number, body: object): Answer => ({
  status,
  contentType,
  body: JSON.stringify(body),
});

const error = (status: number, code: string): Answer =>
  json(status, { type: status < 500 ? 'invalid_request_error' : 'api_error', code });

const link = (id: string, at: number, metadata: unknown): Entity & { id: string } => ({
  id,
  status: 'open',
  amount: 1000,
  currency: 'jpy',
  metadata,
  createdAt: written(at),
});

const newLink = ({ object, at, sent }: Made): Entity & { id: string } =>
  link(object, at, sent['metadata']);

const listed = (shelf: Shelf): readonly (Entity & { id: string })[] => {
  const { at, others, shown } = shelf;
  return inOrder(shelf, [
    ...others.filter((made) => made <= at).map((made) => link(`link_of_others_${made}`, made, {})),
    ...shown.map(newLink),
  ]);
};

function readList({ query }: Asked, shelf: Shelf): Answer {
  const all = listed(shelf);
  const { startingAfter } = query;
  const start =
    startingAfter === undefined ? 0 : all.findIndex(({ id }) => id === startingAfter) + 1;
  const data = all.slice(start, start + shelf.pageSize);
  return json(200, {
    data,
    hasMore: start + data.length < all.length,
    totalCount: all.length,
  });
}

/** Coiney, as far as the worlds speak with it. */
export const coiney: Speech = {
  error,
  declined: error(400, 'invalid_parameter'),
  rejected: error(400, 'new_code'),
  rejection: () => undefined,
  idOf: (_, count) => `link${count}`,
  done: (one) => json(201, newLink(one)),
  read: (asked, shelf) => {
    const [, id] = partsOf(asked.path);
    if (id === undefined) return readList(asked, shelf);
    const made = shelf.shown.find(({ object }) => object === id);
    return made === undefined ? error(404, 'payment_not_found') : json(200, newLink(made));
  },
  beside: (asked, page, step) => {
    if (step < 0) {
      const isFirst = asked.query['startingAfter'] === undefined;
      return isFirst ? undefined : { ...asked, query: {} };
    }
    const last = (page['data'] as readonly { id: string }[]).at(-1)?.id;
    return last === undefined ? undefined : { ...asked, query: { startingAfter: last } };
  },
};
