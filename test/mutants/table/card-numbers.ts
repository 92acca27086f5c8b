import { equivalent, mutantsOf, type Mutant } from '../mutant.ts';

const tests = 'functions/platform/card-number';
const of = (file: string): string => `platform/card-number/${file}.ts`;

const onlySpares = 'only time is spared: what follows finds the same';

const equivalents: readonly Mutant[] = [
  equivalent(of('chains'), {
    name: 'chains too short for a card number are looked at',
    change: ['if (digitsIn(digits, from, to) >= lengths.min)', 'if (to > from)'],
    why: onlySpares,
  }),
  equivalent(of('chains'), {
    name: 'a date is looked for where its lengths are not',
    change: [
      'mayBeDate(digits, group) ? behindMoment(digits, group) : group',
      'behindMoment(digits, group)',
    ],
    why: onlySpares,
  }),
  equivalent(of('expiry'), {
    name: 'an expiry is looked for where its lengths are not',
    change: [' || !mayBeExpiry(digits, group)', ''],
    why: onlySpares,
  }),
  equivalent(of('expiry'), {
    name: 'an expiry is looked for in a longer text',
    change: ['if (end - start > charactersMax) return false;', ''],
    why: onlySpares,
  }),
  equivalent(of('windows'), {
    name: 'groups of too few or too many digits are looked at',
    change: [
      'count >= lengths.min && count <= lengths.max && to - from > 1',
      'to - from > 1 && count > 0',
    ],
    why: onlySpares,
  }),
  equivalent(of('singles'), {
    name: 'of single digits the shorter numbers are reported, too',
    change: ['      return;\n', ''],
    why: 'they hide no digit that the longest does not',
  }),
];

/** What digits are taken for a card number. */
export const ofCardNumbers: readonly Mutant[] = [
  ...equivalents,
  ...mutantsOf(of('check'), tests, {
    'a card number has 14 digits at least': ['min: 13', 'min: 14'],
    'a card number has 12 digits at least': ['min: 13', 'min: 12'],
    'a card number has 18 digits at most': ['max: 19', 'max: 18'],
    'a card number has 20 digits at most': ['max: 19', 'max: 20'],
    'any groups are long enough': ['end - first >= lengths.min &&', ''],
    'no group is too long': ['end - first <= lengths.max &&', ''],
    'any check digit is right': ['  isLuhn(digits, first, end) &&\n', ''],
    'the other digits count double': ['(end - first) % 2 === 0', '(end - first) % 2 !== 0'],
    'every issuer has any number': [
      'isLuhn(digits, first, end) &&\n  beginsLikeAnIssuers(digits, first)',
      'isLuhn(digits, first, end)',
    ],
    'the last beginning of an issuer is not its own': [
      'isIssuers.fill(1, from, to + 1)',
      'isIssuers.fill(1, from, to)',
    ],
  }),
  ...mutantsOf(of('digits'), tests, {
    'a letter joins groups': ['parted[group] === separator', 'parted[group] !== undefined'],
    'separators of other lengths are the same': [
      'if (length !== startOf(digits, group - 1) - startBefore) return false;',
      '',
    ],
    'separators of the same length are the same': [
      'if (units[start + at] !== units[startBefore + at]) return false;',
      '',
    ],
    'a full stop is a decimal point': [
      'startOf(digits, group) - endOf(digits, group - 1) === 1 &&',
      '',
    ],
    'any separator is a decimal point': [
      'startOf(digits, group) - endOf(digits, group - 1) === 1 &&\n  digits.units[endOf(digits, group - 1)] === point',
      'startOf(digits, group) - endOf(digits, group - 1) === 1',
    ],
  }),
  ...mutantsOf(of('chains'), tests, {
    'no chain has thirteen digits': ['>= lengths.min', '> lengths.min'],
    'a date ends no chain': [
      'if (behind > group || !isJoined(digits, group))',
      'if (!isJoined(digits, group))',
    ],
    'a letter ends no chain': [
      'if (behind > group || !isJoined(digits, group))',
      'if (behind > group)',
    ],
    'a date is in the next chain': ['from = behind;', 'from = group;'],
    'the last chain is forgotten': ['  add(groups);\n', ''],
  }),
  ...mutantsOf(of('moments'), tests, {
    'a date is the end of a longer number': ['(?<!\\d[-/.]?)', ''],
    'a date is the begin of a longer number': ['(?![-/.]?\\d)', ''],
    'a date has two separators': ['(?:\\2|\\3)', '[-/.]'],
    'a time is the begin of a longer number': ['(?:${time}(?!\\d))?', '(?:${time})?'],
    'a date has no time': ['(?:${time}(?!\\d))?', ''],
    'a time is behind its date': [
      'while (behind < digits.groups && startOf(digits, behind) < moment.lastIndex) behind += 1;',
      '',
    ],
    'no year is first': ['first === 4 ? third > 2 :', 'first === 4 ? third > 0 :'],
    'no year is last': ['third !== 4 || first > 2', 'third > 0 || first > 2'],
  }),
  ...mutantsOf(of('expiry'), tests, {
    'an expiry ends in a date': ['group + 2 > to || ', ''],
    'there are thirteen months': ['1[0-2]) ?', '1[0-3]) ?'],
    'any separator is an expiry’s': ['[-/] ?(?:20)', '[-/.] ?(?:20)'],
    'an expiry has no four digits of a year': ['(?:20)?', ''],
    'an expiry has no month of one digit': ['0?[1-9]', '0[1-9]'],
    'an expiry has no blanks': [' ?[-/] ?', '[-/]'],
    'an expiry begins with 0': ['?? 0) <= 1', '?? 0) < 1'],
  }),
  ...mutantsOf(of('singles'), tests, {
    'single digits have any check digit': ['isLuhn(digits, first, end) && ', ''],
    'single digits begin like any number': [' && beginsLikeAnIssuers(digits, first)', ''],
    'any number of single digits is one number': ['Math.min(singles, lengths.max)', 'singles'],
    'thirteen single digits are too few': ['first <= latest', 'first < latest'],
  }),
  ...mutantsOf(of('windows'), tests, {
    'groups of American Express go beyond a letter': ['if (from + 3 > to) return;', ''],
    'groups of four go beyond a letter': [' || from + 4 > to) return;', ') return;'],
    'a fifth group is beyond a letter': ['if (from + 5 <= to) reportWindow', 'reportWindow'],
    'American Express has no groups of its own': [
      'if (second === 6) reportWindow(search, from, from + 3);',
      '',
    ],
    'no card number has four groups of four': ['  reportWindow(search, from, from + 4);\n', ''],
    'no card number has five groups': [
      'if (from + 5 <= to) reportWindow(search, from, from + 5);',
      '',
    ],
    'the second group has any length': ['if (second !== 4 || sizeOf', 'if (sizeOf'],
    'the third group has any length': [
      'if (second !== 4 || sizeOf(search.digits, from + 2) !== 4 ||',
      'if (second !== 4 ||',
    ],
    'one group is a number wherever it is': [' && to - from > 1;', ';'],
    'decimals are one number': [' && !areDecimals(digits, from, to)', ''],
    'decimals are as far apart as they like': ['end - start <= decimalsMax && ', ''],
    'a long chain may have one number at its begin': [
      'if (digitsIn(digits, from, to) > lengths.max + expiryDigitsMax + verificationDigits) return;',
      '',
    ],
    'all that there is is no number': [
      '  reportUneven(search, from, to);\n  if (sizeOf',
      '  if (sizeOf',
    ],
    'a verification value is part of the number': [
      'if (sizeOf(digits, to - 1) === verificationDigits) reportUneven(search, from, to - 1);',
      '',
    ],
    'an expiry is part of the number': [
      'if (isExpiry(digits, group, to)) reportUneven(search, from, group);',
      '',
    ],
  }),
];
