import { mutantsOf, type Mutant } from '../mutant.ts';

/** How a lookup goes: its time, its window, and what it takes for an object. */
export const ofLookups: readonly Mutant[] = [
  ...mutantsOf('recovery/lookup/windows.ts', 'functions/recovery/lookup/windows', {
    'a window begins without the clocks’ tolerance': [
      'wholeSecond(after(firstAt, -skewMs))',
      'wholeSecond(firstAt)',
    ],
    'a window ends without the clocks’ tolerance': [
      'wholeSecond(after(quarantineEndsAt(record), skewMs))',
      'wholeSecond(quarantineEndsAt(record))',
    ],
    'a window begins with the last attempt': [
      'from: earliestOf(record),',
      'from: earliestOf({ firstAt: record.lastAt }),',
    ],
    'merged windows end with the last that begins': [
      'Math.max(last.to, window.to) as EpochMs',
      'window.to',
    ],
    'merged windows end with the first that begins': [
      'Math.max(last.to, window.to) as EpochMs',
      'last.to',
    ],
    'windows that are apart are lost': [
      '!isPast(window.from, last.to)) all.push(window);',
      '!isPast(window.from, last.to)) continue;',
    ],
    'a first look goes everywhere': ['return usualWindowOf(record);', 'return whole;'],
    'an absence counts that was looked for nearby': [
      'if (isPast(quarantineEndsAt(record), at)) return whole;',
      '',
    ],
    'later looks go no further than the first': ['record.reads > 0', 'record.reads < 0'],
    'parts of a window do not meet': [
      'to: part === parts - 1 ? to : border(part + 1),',
      'to: part === parts - 1 ? to : after(border(part + 1), -secondMs),',
    ],
    'windows are merged as they come': ['.sort((one, other) => one.from - other.from)', ''],
  }),
  ...mutantsOf(
    'recovery/lookup/look-up-in-lists.ts',
    'functions/recovery/lookup/look-up-in-lists',
    {
      'a look is dated after the walk': [
        'const walked = await findInList(context.access, list, search);',
        'const walked = await findInList(context.access, list, search);\n    Object.assign(start, lookupStart(context));',
      ],
      'a list with a gap shows an absence': [
        'if (listed === undefined && isPartial) return undefined;',
        '',
      ],
      'what was found in a list with a gap is all there is': [
        '    ...(isPartial && { isPartial }),\n',
        '',
      ],
      'a walk through a day goes before what is sooner found': [
        '[operations.filter((open) => !isLong(open)), operations.filter(isLong)]',
        '[operations.filter(isLong), operations.filter((open) => !isLong(open))]',
      ],
      'all is looked for in one time': [
        'if (windowIn === undefined || !hasWindows) return [operations];',
        'if (windowIn !== undefined) return [operations];',
      ],
      'found in the list and unreadable is not found': [
        '      return undefined;\n    }\n    observed.push',
        '      continue;\n    }\n    observed.push',
      ],
      'of the objects that were found only the first is read': [
        '    observed.push(outcome);\n',
        '    observed.push(outcome);\n    break;\n',
      ],
      'the operation at the begin of a window is not looked for': [
        'own.from >= window.from',
        'own.from > window.from',
      ],
      'an operation is looked for in earlier windows, too': [' && own.to <= window.to', ''],
      'only the first window is read': [
        'for (const window of windowsFor(list.search, [...windows.values()])) {',
        'for (const window of windowsFor(list.search, [...windows.values()]).slice(0, 1)) {',
      ],
      'of many that are found none is shown': [
        '[...listed.values()].map((each) => asListed(each, list))',
        '[]',
      ],
      'of many that are found each is read': ['walked.found.size <= readMost', 'true'],
      'what a list shows is answered as it is': ['status: search.madeStatus,', 'status: 0,'],
      'all operations of a walk begin with the first': [
        '[record.id, earliestOf(record)]',
        '[record.id, earliestOf(first.record)]',
      ],
    },
  ),
  ...mutantsOf('recovery/lookup/read-object.ts', 'functions/recovery/lookup/read-object', {
    'a 404 with any code is gone': [
      'access.provider.notFoundCodes.has(outcome.code)',
      'outcome.answer.status === 404',
    ],
    'every rejection is gone': [
      'access.provider.notFoundCodes.has(outcome.code)',
      'outcome.code.length > 0',
    ],
    'a 404 without a listed code is gone': [
      "return { kind: 'not_attempted', why: 'not_read', cause: outcome.cause };",
      "return outcome.answer?.status === 404 ? { kind: 'found', object: undefined, answer: outcome.answer } : { kind: 'not_attempted', why: 'not_read', cause: outcome.cause };",
    ],
    'another object is taken for the one that was asked for': [
      '=== id ? { id } : undefined',
      '!== undefined ? { id } : undefined',
    ],
  }),
  ...mutantsOf('recovery/lookup/look-up-object.ts', 'functions/recovery/lookup/look-up-object', {
    'a look at an object is dated after its answer': [
      "if (found.kind !== 'found') {",
      "Object.assign(start, lookupStart(context));\n  if (found.kind !== 'found') {",
    ],
    'what cannot be told is nothing': [
      'report(observation.why);\n    return undefined;',
      'report(observation.why);\n    return { ...start, observed: [] };',
    ],
    'an object that was not read is gone': [
      'report(found.why);\n    return undefined;',
      'report(found.why);\n    return { ...start, observed: [] };',
    ],
    'what could be the operation’s doing is dropped': [
      'observed, couldBe, others };',
      'observed, others };',
    ],
    'a deletion is told as the 404 that showed it': [
      'const { answer = found.answer } = observation;',
      'const { answer } = found;',
    ],
    'a person is not told of what carries no reference': [
      "report('carries_no_reference')",
      'undefined',
    ],
    'the others are listed the first time that a state is seen': [
      ' && open.record.observedAt !== undefined',
      '',
    ],
  }),
  ...mutantsOf('recovery/lookup/search-list.ts', 'functions/recovery/lookup/search-list', {
    'two were found and the first is told': ['if (others.length > 0)', 'if (others.length > 1)'],
    'a search that has a gap found nothing': [
      'if (id === undefined) return gap;',
      'if (id === undefined) return undefined;',
    ],
    'listed, and its read fails, is not found': [
      'return readListed(access, list, { ...context, id });',
      "const read = await readListed(access, list, { ...context, id });\n  return read.kind === 'done' ? read : undefined;",
    ],
    'a search takes an older object': [
      '[[reference, earliestOf({ firstAt })]]',
      '[[reference, 0 as EpochMs]]',
    ],
    'a search takes nothing that a slow clock dated': [
      '[[reference, earliestOf({ firstAt })]]',
      '[[reference, firstAt]]',
    ],
  }),
];
