import { equivalent, mutantsOf, type Mutant } from '../mutant.ts';

const tests = 'functions/platform/card-number';
const of = (file: string): string => `platform/card-number/${file}.ts`;

const onlySpares = 'only time is spared: what follows finds the same';

const equivalents: readonly Mutant[] = [
  equivalent('platform/card-number.ts', {
    name: 'a text with too few digits for a card number is searched',
    change: ['mayHoldCardNumber(text) &&', ''],
    why: onlySpares,
  }),
  equivalent('platform/card-number.ts', {
    name: 'a text without a card number is written anew',
    change: ['search.isFound ? withDots(search) : text', 'withDots(search)'],
    why: onlySpares,
  }),
  equivalent(of('find'), {
    name: 'single digits are looked at before there are thirteen',
    change: ['if (singles >= lengths.min)', 'if (singles > 0)'],
    why: onlySpares,
  }),
  equivalent(of('words'), {
    name: 'a word is read back beyond the one before it',
    change: ['start > wordEnd && isOfWord', 'isOfWord'],
    why: 'what is behind a word is no part of one',
  }),
];

/** Where a card number is found in a text, and how it is masked. */
export const ofCardMasks: readonly Mutant[] = [
  ...equivalents,
  ...mutantsOf(of('find'), tests, {
    'no verification value is in front of an id': [
      '(group > from && sizeOf(digits, group - 1) <= 4) ||',
      '',
    ],
    'what is in front of a letter stands beside an id': [
      '(group > from && sizeOf',
      '(group > 0 && sizeOf',
    ],
    'a long number stands in front of an id': [
      'sizeOf(digits, group - 1) <= 4',
      'sizeOf(digits, group - 1) <= 5',
    ],
    'no verification value is behind an id': [
      '(group + 1 < to && sizeOf(digits, group + 1) <= 4)',
      'false',
    ],
    'what is behind a letter stands beside an id': ['(group + 1 < to && sizeOf', '(sizeOf'],
    'an expiry is not beside an id': [
      'sizeOf(digits, group + 1) <= 4',
      'sizeOf(digits, group + 1) <= 3',
    ],
    'a long number is behind an id': [
      'sizeOf(digits, group + 1) <= 4',
      'sizeOf(digits, group + 1) <= 5',
    ],
    'a fraction is a number': ['(group > chain.from && isAfterPoint(digits, group)) ||', ''],
    'a point in front of all is a decimal point': [
      '(group > chain.from && isAfterPoint',
      '(isAfterPoint',
    ],
    'no number is in an id by chance': [
      '(!hasShortNeighbour(digits, group, chain) && isInId(group))',
      'false',
    ],
    'every group in an id is there by chance': ['!hasShortNeighbour(digits, group, chain) && ', ''],
    'a number goes beyond its group': ['Math.max(first, end - lengths.max)', 'end - lengths.max'],
    'in front of an expiry a number is not the end of another': [
      'if (isExpiry(digits, group + 1, by.chain.to)) {',
      'if (first < 0) {',
    ],
    'a group is no number': ['    report(search, first, end);\n', ''],
    'a part of a number is one': [' && !isPart(digits, group, by)', ''],
    'single digits are counted across others': [
      'size === 1 ? singles + 1 : 0',
      'size === 1 ? singles + 1 : singles',
    ],
    'single digits are no number': [
      'if (singles >= lengths.min) reportSingles(search, group, singles);\n    else if',
      'if',
    ],
    'all groups have one separator': [
      'group >= from + 2 && !isSameBetween(digits, group)',
      'group < 0',
    ],
    'groups with one separator are not one number': [
      '      reportUneven(search, evenFrom, group);\n',
      '',
    ],
    'the last groups with one separator are not one number': [
      '  reportUneven(search, evenFrom, to);\n',
      '',
    ],
    'another separator begins behind its first group': [
      'evenFrom = group - 1;',
      'evenFrom = group;',
    ],
  }),
  ...mutantsOf(of('words'), tests, {
    'an id has 24 characters': ['length: 25', 'length: 24'],
    'an id has 26 characters': ['length: 25', 'length: 26'],
    'an id changes three times': ['changes: 4', 'changes: 3'],
    'an id changes five times': ['changes: 4', 'changes: 5'],
    'an id has no capital letters': ['(unit >= 0x41 && unit <= 0x5a) ||\n', ''],
    'capital letters are no change': ['/gi;', '/g;'],
    'an id has no underscores': ['unit === 0x5f ||\n', ''],
    'an id has no digits': ['(unit >= 0x30 && unit <= 0x39) ||\n', ''],
    'the second number in an id is none of it': ['if (start < wordEnd) return isId;', ''],
    'an id has what nobody sees': ['if (end - start > sizeOf(digits, group)) return false;', ''],
    'an id begins with its number': [
      'while (start > wordEnd && isOfWord(units[start - 1])) start -= 1;',
      '',
    ],
    'an id ends with its number': ['while (isOfWord(units[end])) end += 1;', ''],
    'changes are counted from the last word': ['change.lastIndex = 0;', ''],
  }),
  ...mutantsOf(of('search'), tests, {
    'a mask leaves seven digits at the begin': ['first: 6', 'first: 7'],
    'a mask leaves five digits at the begin': ['first: 6', 'first: 5'],
    'a mask leaves five digits at the end': ['last: 4', 'last: 5'],
    'a mask leaves three digits at the end': ['last: 4', 'last: 3'],
    'a shorter number ends the mask of a longer one': [
      'if ((hidden[from] ?? 0) < count) hidden[from] = count;',
      'hidden[from] = count;',
    ],
    'whatever is looked at is a card number': [
      'if (couldBeCard(search.digits, first, end)) report',
      'report',
    ],
  }),
  ...mutantsOf(of('mask'), tests, {
    ...Object.fromEntries(
      Array.from('+-.Ee', (each) => [
        `a number of JSON has no ${each}`,
        ["'+-.0123456789Ee'", `'${'+-.0123456789Ee'.replace(each, '')}'`] as const,
      ]),
    ),
    'a number of JSON stays one': ['isQuoted[index] === 0 && start >= numberEnd', 'index < 0'],
    'a string of JSON gets more marks': ['isQuoted[index] === 0 && start', 'start'],
    'each digit of JSON gets marks': [' && start >= numberEnd', ''],
    'one digit too many is hidden': [
      'if (index >= hiddenTo) continue;',
      'if (index > hiddenTo) continue;',
    ],
    'one digit is hidden for each number': ['Math.max(hiddenTo, index + more)', 'index + 1'],
    'what is left of an escape stays': ['if (width > 1) edits', 'if (width > 99) edits'],
    'what is behind the last digit is lost': ['  parts.push(text.slice(done));\n', ''],
  }),
  ...mutantsOf(of('candidate'), `${tests}-candidate`, {
    'thirteen digits are too few for a candidate': ['*){13}', '*){14}'],
    'twelve digits are enough for a candidate': ['*){13}', '*){12}'],
    'a prolonged sound mark ends a candidate': [String.raw`\u30fa`, String.raw`\u30fc`],
    'an escape of a letter ends a candidate': ['bfnrt]`;', 'bfrt]`;'],
    'an escape by number is no digit': ['`u[\\dA-Fa-f]{4}|["', '`["'],
    'a character of another script is no digit': ['[^\\\\${letters}${others}]', '\\d'],
  }),
  ...mutantsOf('platform/card-number.ts', tests, {
    'only texts without card numbers are searched': [
      'mayHoldCardNumber(text) &&',
      '!mayHoldCardNumber(text) &&',
    ],
    'only texts without card numbers are masked': [
      'if (!mayHoldCardNumber(text)) return text;',
      'if (mayHoldCardNumber(text)) return text;',
    ],
    'a card number is not masked': ['search.isFound ? withDots(search) : text', 'text'],
    'a text is read as JSON': ['masked(text, false)', 'masked(text, true)'],
    'JSON is read as a text': ['masked(json, true)', 'masked(json, false)'],
    'a text is searched as JSON': [
      'findCardNumbers(text, false).isFound',
      'findCardNumbers(text, true).isFound',
    ],
  }),
];
