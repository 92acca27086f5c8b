import { equivalent, mutantsOf, type Mutant } from '../mutant.ts';

const isAskedTwice = 'an item needs a time twice: by its schema, and by `dated`';

const equivalents: readonly Mutant[] = [
  equivalent('providers/komoju/lookups.ts', {
    name: 'an item without a time is of any time',
    change: ['created_at: Moment,', 'created_at: z.optional(z.string()),'],
    why: isAskedTwice,
  }),
  equivalent('providers/coiney/objects.ts', {
    name: 'a link without a time is of any time',
    change: ['  createdAt: Moment,\n', ''],
    why: isAskedTwice,
  }),
  equivalent('providers/reference.ts', {
    name: 'an object without a time is as old as can be',
    change: [
      '|| object.at === undefined\n    ? undefined\n    : { ...object, id: object.id, at: object.at }',
      '? undefined : { ...object, id: object.id, at: object.at ?? (0 as EpochMs) }',
    ],
    why: isAskedTwice,
  }),
];

/** What the contracts take for shown: a member that is missing is no absence. */
export const ofContracts: readonly Mutant[] = [
  ...mutantsOf('providers/komoju/refunds.ts', 'functions/providers/komoju/refunds', {
    'a refund without a reference is ignored': [
      'const couldBe = since.filter(({ reference: of, at = 0 }) => of === undefined && at <= window.to);',
      'const couldBe: typeof since = [];',
    ],
    'a refund without a reference could be ours whenever it was made': [
      ' && at <= window.to);',
      ');',
    ],
    'an older refund is taken': ['at !== undefined && at >= window.from', 'at !== undefined'],
    'an answer tells of an older refund': ['(momentOf(created_at) ?? since) >= since', 'true'],
    'an answer tells of the first of two refunds': ['if (others.length > 0) return undefined;', ''],
    'an answer without refunds is none': [
      'if (refunds == null) return unnamed;',
      'if (refunds == null) return undefined;',
    ],
    'an answer with no new refund is a yes': ['recent.length === 0 || ', ''],
    'an answer that shows descriptions, and not ours, is a yes': [
      ' || refunds.some(isDescribed)',
      '',
    ],
    'an answer with descriptions in another form shows none': [
      "description: z.catch(z.optional(z.nullable(z.string())), ''),",
      'description: ifReadable(z.string()),',
    ],
    'a payment without refunds was not refunded': [
      'refunds: z.array(Refund),\n});',
      'refunds: z.catch(z.array(Refund), []),\n});',
    ],
    'a refund without a description is nobody’s': [
      'description: z.nullable(z.string()),',
      'description: z.optional(z.nullable(z.string())),',
    ],
    'a reference counts wherever it stands': [
      '/^\\[(op_[0-9A-Z]{26})\\]/',
      '/\\[(op_[0-9A-Z]{26})\\]/',
    ],
    'refunds that cannot be read are none': [
      "if ('kind' in refunds) return undefined;",
      "if ('kind' in refunds) return [];",
    ],
  }),
  ...mutantsOf('providers/komoju/captures.ts', 'functions/providers/komoju/lookups', {
    'what a bank took back may be the rest of a capture': ['chargeback !== true && ', ''],
    'an operation’s refund may be the rest of a capture': [
      ' && referenceIn(description) === undefined',
      '',
    ],
    'the amount of a part is told': ['{ ...payment, amount: undefined }', 'payment'],
  }),
  ...mutantsOf('providers/komoju/refund-requests.ts', 'functions/komoju/changes', {
    'a refund request is its own payment': ['resource: request.payment', 'resource: request.id'],
  }),
  ...mutantsOf('providers/komoju/lookups.ts', 'functions/providers/komoju/lookups', {
    'a capture of a part is any capture': [
      'payment !== undefined && showsRest(found)',
      'payment !== undefined && showsRest(undefined)',
    ],
    'a payment without captured_at was not captured': [
      'captured_at: z.nullable(Moment),',
      'captured_at: z.catch(z.nullable(Moment), null),',
    ],
    'a captured payment without a time was not captured': [
      'if (at === undefined && afterCapture.includes(data.status)) {',
      'if (at === undefined && data.id.length === 0) {',
    ],
    'an older capture is taken': ['at !== undefined && at >= window.from ?', 'at !== undefined ?'],
    'an item without metadata is nobody’s': [
      'metadata: ShownMetadata });',
      'metadata: z.optional(ShownMetadata) });',
    ],
    'a page without a total is whole': ['  total: Count,\n', '  total: z.catch(Count, 0),\n'],
    'a page that is not numbered is the last': [
      '  last_page: Count,\n',
      '  last_page: z.catch(Count, 0),\n',
    ],
  }),
  ...mutantsOf('providers/komoju/objects.ts', 'functions/providers/komoju/lookups', {
    'an unknown status means nothing was done': [
      'export const PaymentStatus = z.enum(paymentStatuses);',
      'export const PaymentStatus = z.string();',
    ],
  }),
  ...mutantsOf('providers/reference.ts', 'functions/providers/komoju/lookups', {
    'a reference that is no text is none': [
      '[referenceEntry]: z.optional(z.string())',
      '[referenceEntry]: z.optional(z.unknown())',
    ],
    'a time without an offset is understood': [
      '(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)$/',
      '(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)?$/',
    ],
  }),
  ...mutantsOf('providers/coiney/objects.ts', 'functions/providers/coiney/objects', {
    'a link without metadata is nobody’s': [
      '  metadata: ShownMetadata,\n',
      '  metadata: z.optional(ShownMetadata),\n',
    ],
    'a link with an unknown status is one': ['status: z.enum(statuses),', 'status: z.string(),'],
    'a list without a count is whole': [
      'totalCount: z.int().check(z.gte(0))',
      'totalCount: z.catch(z.int().check(z.gte(0)), 0)',
    ],
    'a list that does not say whether there is more is whole': [
      'hasMore: z.boolean()',
      'hasMore: z.catch(z.boolean(), false)',
    ],
    'a page that is empty and not the last is whole': [
      'if (hasMore && cursor === undefined) return undefined;',
      '',
    ],
    'the next page goes by the first item': ['(data.at(-2) ?? data.at(-1))', 'data.at(0)'],
    'the next page begins after the last item': ['data.at(-2) ?? data.at(-1)', 'data.at(-1)'],
  }),
  ...equivalents,
];
