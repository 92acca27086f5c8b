import { mutantsOf, type Mutant } from '../mutant.ts';

/** How a provider's list is read. */
export const ofLists: readonly Mutant[] = [
  ...mutantsOf('recovery/lookup/walk-list.ts', 'functions/recovery/lookup/walk-list', {
    'the total of the last page is taken': ['total ??= page.total;', 'total = page.total;'],
    'a list that holds fewer than it says is whole': [
      'seen.size < total ? notRead : undefined',
      'undefined',
    ],
    'items that cannot be read are skipped': [
      'const all = items.map((item) => ({ item, object: search.item(item) }));',
      'const all = items.map((item) => ({ item, object: search.item(item) })).filter(({ object }) => object !== undefined);',
    ],
    'the 500th page counts as the last': [
      '  }\n  return notRead;\n}',
      '  }\n  return undefined;\n}',
    ],
    'doubled items are counted': [
      'for (const { object } of items) seen.add(object.id);',
      'for (const { object } of items) seen.add(`${object.id} ${seen.size}`);',
    ],
    'a page that cannot be read ends the list': [
      "if ('kind' in page) return page;",
      "if ('kind' in page) return undefined;",
    ],
    'what is not read, because that was enough, is not there': [
      'if (visit(items)) return notRead;',
      'if (visit(items)) return undefined;',
    ],
    'an ignored filter is not noticed': [
      'return search.takesWindow && all.some(isOutside)',
      'return !search.takesWindow && all.some(isOutside)',
    ],
    'an item before the window is within it': [
      '(at < window.from || at > window.to)',
      'at > window.to',
    ],
    'an item after the window is within it': [
      '(at < window.from || at > window.to)',
      'at < window.from',
    ],
    'a window has only one end': ['at > window.to)', 'at >= window.to)'],
    'an older object with the reference is taken': ['if (at < earliest) continue;', ''],
    'the first object with the reference is the only one': [
      'found.set(reference, (found.get(reference) ?? new Set()).add(id));',
      'if (!found.has(reference)) found.set(reference, new Set([id]));',
    ],
    'a list is read on though what was looked for was found': [
      'return stopsAtFirst && found.size > 0;',
      'return false;',
    ],
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
];
