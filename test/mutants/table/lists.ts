import { mutantsOf, type Mutant } from '../mutant.ts';

/** How a provider's list is read. */
export const ofLists: readonly Mutant[] = [
  ...mutantsOf('recovery/lookup/walk-list.ts', 'functions/recovery/lookup/walk-list', {
    'the total of the last page is taken': [
      'seen.size < first.total ?',
      'seen.size < page.total ?',
    ],
    'a list that holds fewer than it says is whole': [
      'seen.size < first.total ? notRead : undefined',
      'undefined',
    ],
    'the 500th page counts as the last': [
      'if (pages === pagesMax) return notRead;',
      'if (pages === pagesMax) return undefined;',
    ],
    'doubled items are counted': [
      'for (const { object } of page.items) seen.add(object.id);',
      'for (const { object } of page.items) seen.add(`${object.id} ${seen.size}`);',
    ],
    'a later page that cannot be read ends the list': [
      "if ('kind' in next) return next;",
      "if ('kind' in next) return undefined;",
    ],
    'a first page that cannot be read is a whole list': [
      "if ('kind' in first) return first;",
      "if ('kind' in first) return undefined;",
    ],
    'what is not read, because that was enough, is not there': [
      'if (visit(page.items)) return notRead;\n    const after',
      'if (visit(page.items)) return undefined;\n    const after',
    ],
    'a gap in one part is none': ['gap ??= missing;', ''],
    'only the first part is walked through': [
      'concurrently(partsOf(window, parts),',
      'concurrently(partsOf(window, parts).slice(0, 1),',
    ],
    'a long window is walked through at once': ['parts <= 1)', 'parts <= 1e9)'],
  }),
  ...mutantsOf('recovery/lookup/walk-list.ts', 'functions/recovery/lookup/walk-to-the-past', {
    'the first page of an old list is not read once more': [
      'return isTop({ access, list, walk }, past.top());',
      'return undefined;',
    ],
    'pages need not meet': ['items[0]?.object.id === last;', 'true;'],
    'an old list is read to its end': ['past.isWholeUntil(since)', 'false'],
    'nobody is told of an order': ['if (past.order.isBroken()) outOfOrder?.();', ''],
    'a list may hold fewer than its first page says': ['total ??= all;', 'total ??= all - 1;'],
  }),
  ...mutantsOf('recovery/lookup/list-order.ts', 'functions/recovery/lookup/walk-to-the-past', {
    'a list in any order comes newest first': ['hasFallen && !hasRisen &&', 'hasFallen &&'],
    'a list of one time comes newest first': ['hasFallen && !hasRisen &&', '!hasRisen &&'],
    'what is as old as it may be is too old': ['!isPast(moment, last)', 'last <= moment'],
  }),
  ...mutantsOf('recovery/lookup/read-page.ts', 'functions/recovery/lookup/walk-list', {
    'items that cannot be read are skipped': [
      'const all = items.map((item) => ({ item, object: search.item(item) }));',
      'const all = items.map((item) => ({ item, object: search.item(item) })).filter(({ object }) => object !== undefined);',
    ],
    'an ignored filter is not noticed': [
      'return search.takesWindow && all.some(isOutside)',
      'return !search.takesWindow && all.some(isOutside)',
    ],
    'an item before the window is within it': [
      '(at < window.from || wholeSecond(at) > window.to)',
      'at > window.to',
    ],
    'an item after the window is within it': [
      '(at < window.from || wholeSecond(at) > window.to)',
      'at < window.from',
    ],
    'a window has only one end': ['wholeSecond(at) > window.to)', 'wholeSecond(at) >= window.to)'],
    'another object than the one that was asked for is taken': [
      'return object?.id === id ? object : undefined;',
      'return object;',
    ],
    'what a list shows is answered with the status of a read': [
      'const answer = { ...outcome.answer, status: list.search.madeStatus };',
      'const { answer } = outcome;',
    ],
    'what a list shows is told as if its create had been answered': [
      'return { ...outcome, answer, wasRead: true };',
      'return { ...outcome, answer };',
    ],
  }),
  ...mutantsOf('recovery/lookup/find-in-list.ts', 'functions/recovery/lookup/walk-list', {
    'an older object with the reference is taken': ['if (at < earliest) continue;', ''],
    'the first object with the reference is the only one': [
      'found.set(reference, before.set(id, listed));',
      'if (before.size === 0) found.set(reference, before.set(id, listed));',
    ],
    'a list is read on though what was looked for was found': [
      'return stopsAtFirst && found.size > 0;',
      'return false;',
    ],
  }),
];
