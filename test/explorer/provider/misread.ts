import type { Answer } from '../../../functions/providers/outcome.ts';
import { contentType, type Entity } from './made.ts';
import { partsOf, type Asked, type Speech } from './speech.ts';

/** An answer to a read that does not show what is there, and what is wrong with it. */
export type Misreading = readonly [name: string, answer: Answer];

type Edit = readonly [name: string, edit: (entity: Entity) => Entity | undefined];

const omit = (entity: Entity, name: string): Entity =>
  Object.fromEntries(Object.entries(entity).filter(([each]) => each !== name));

/** Only what is there can be missing. */
const without = (name: string): Edit => [
  `without ${name}`,
  (entity) => (name in entity ? omit(entity, name) : undefined),
];

const inAnotherForm = (name: string, form: (value: unknown) => unknown, as = ''): Edit => [
  `${name} ${as === '' ? 'in another form' : as}`,
  (entity) =>
    name in entity && entity[name] !== null ? { ...entity, [name]: form(entity[name]) } : undefined,
];

const eachRefund =
  (change: (refund: Entity) => unknown) =>
  (refunds: unknown): unknown =>
    (refunds as readonly Entity[]).map(change);

const cut = (text: unknown): string => String(text).slice(0, 20);

/** A moment in words; and one in seconds since 1970. */
const inWords = (): string => '2027年1月15日 17時';
const inSeconds = (text: unknown): number => Date.parse(String(text)) / 1000;

/** What may be wrong with a payment or a customer, alone or in a list. */
const ofObject: readonly Edit[] = [
  ...['refunds', 'metadata', 'status', 'captured_at', 'created_at', 'createdAt'].map(without),
  ...['expired', 'completed_at', 'payment'].map(without),
  inAnotherForm('refunds', (refunds) => ({ data: refunds })),
  inAnotherForm(
    'refunds',
    eachRefund(({ id }) => id),
    'that cannot be read',
  ),
  inAnotherForm(
    'refunds',
    eachRefund((refund) => omit(refund, 'description')),
    'without descriptions',
  ),
  inAnotherForm(
    'refunds',
    eachRefund((refund) => ({ ...refund, description: cut(refund['description']) })),
    'with descriptions cut',
  ),
  inAnotherForm('metadata', (metadata) => JSON.stringify(metadata)),
  inAnotherForm('status', () => 7),
  inAnotherForm('status', () => 'done', 'that nobody knows'),
  inAnotherForm('amount', String),
  inAnotherForm('captured_at', inWords),
  inAnotherForm('completed_at', inWords),
  inAnotherForm('expired', String),
  inAnotherForm('payment', () => 'pay_1'),
  inAnotherForm('captured_at', inSeconds, 'in seconds'),
  inAnotherForm('created_at', inWords),
  inAnotherForm('createdAt', inWords),
];

const eachItem =
  (change: (item: Entity) => unknown) =>
  (page: Entity): Entity => ({ ...page, data: (page['data'] as readonly Entity[]).map(change) });

/** What may be wrong with a page as a whole. */
const ofPage: readonly Edit[] = [
  ...['data', 'total', 'totalCount', 'last_page', 'hasMore'].map(without),
  inAnotherForm('total', String),
  inAnotherForm('totalCount', String),
  ['with items that cannot be read', eachItem(() => null)],
  ['with items without ids', eachItem((item) => omit(item, 'id'))],
  ...ofObject.map(([name, edit]): Edit => [
    `with items ${name}`,
    eachItem((item) => edit(item) ?? item),
  ]),
  [
    'that says it is the last',
    (page) =>
      'hasMore' in page ? { ...page, hasMore: false } : { ...page, last_page: page['page'] },
  ],
];

const answered = (entity: Entity): Answer => ({
  status: 200,
  contentType,
  body: JSON.stringify(entity),
});

const edited = (entity: Entity, edits: readonly Edit[]): readonly Misreading[] =>
  edits.flatMap(([name, edit]) => {
    const changed = edit(entity);
    return changed === undefined ? [] : [[name, answered(changed)] as const];
  });

/** What has nothing to do with what was asked. */
const strange = ({ error }: Pick<Speech, 'error'>): readonly Misreading[] => [
  ['an empty answer', { status: 200, contentType, body: '' }],
  ['404 without a code', { status: 404, contentType, body: '{"message":"no route"}' }],
  ['404 with a code in no list', error(404, 'new_code')],
];

const isPage = (entity: Entity): boolean => Array.isArray(entity['data']);

type Pages = Pick<Speech, 'beside' | 'error'> & { readonly read: (asked: Asked) => Answer };

/** Another page's items as if they were those of the page that was asked for. */
function exchanged(asked: Asked, page: Entity, { read, beside }: Pages): readonly Misreading[] {
  const itemsBeside = (step: 1 | -1): unknown => {
    const other = beside(asked, page, step);
    return other && (JSON.parse(read(other).body) as Entity)['data'];
  };
  const [before, next] = [itemsBeside(-1), itemsBeside(1)];
  const empty = { ...page, data: [], ...('total' in page ? { total: 1 } : { totalCount: 1 }) };
  return [
    ...(before === undefined
      ? []
      : ([
          ['a page that repeats', answered({ ...page, data: before })],
          ['an empty page with a total of its own', answered(empty)],
        ] as const)),
    ...(next === undefined
      ? []
      : ([['a page that skips', answered({ ...page, data: next })]] as const)),
  ];
}

/** The list of all times, where a window was asked for. */
function unfiltered(asked: Asked, { read }: Pages): readonly Misreading[] {
  const { start_time, end_time, ...query } = asked.query;
  return start_time === undefined && end_time === undefined
    ? []
    : [['the window is ignored', read({ ...asked, query })]];
}

function misread(asked: Asked, answer: Answer, pages: Pages): readonly Misreading[] {
  if (answer.status !== 200) return strange(pages);
  const entity = JSON.parse(answer.body) as Entity;
  const other = { ...entity, id: 'another' };
  return isPage(entity)
    ? [
        ...edited(entity, ofPage),
        ...exchanged(asked, entity, pages),
        ...unfiltered(asked, pages),
        ...strange(pages),
      ]
    : [...edited(entity, ofObject), ['another object', answered(other)], ...strange(pages)];
}

/** By what was asked and what the whole answer is: most schedules ask the same again. */
const known = new Map<string, readonly Misreading[]>();

/** Every way in which a read may be answered otherwise; of several with the same answer the first. */
export function misreadings(asked: Asked, answer: Answer, pages: Pages): readonly Misreading[] {
  const others = isPageOf(asked) ? pages.read({ ...asked, query: {} }).body : '';
  const name = JSON.stringify([asked, answer, others]);
  const before = known.get(name);
  if (before !== undefined) return before;
  const bodies = new Set([answer.body]);
  const all = misread(asked, answer, pages).filter(([, { body, status }]) => {
    const isNew = !bodies.has(body) || status !== answer.status;
    bodies.add(body);
    return isNew;
  });
  known.set(name, all);
  return all;
}

const isPageOf = ({ path }: Asked): boolean => partsOf(path).length === 1;
