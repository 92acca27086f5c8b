import { equivalent, mutantsOf, type Mutant } from '../mutant.ts';

const tests = 'functions/platform/card-number';
const of = (file: string): string => `platform/card-number/${file}.ts`;

const onlySpares = 'only time is spared: what follows finds the same';

const equivalents: readonly Mutant[] = [
  equivalent(of('characters'), {
    name: 'what is known of a unit is not written down',
    change: ['if (isUnit(code)) kindsInText[code] = found;', ''],
    why: onlySpares,
  }),
  equivalent(of('characters'), {
    name: 'what is known of a character is not written down',
    change: ['known[code] = found + 1;', ''],
    why: onlySpares,
  }),
  equivalent(of('escapes'), {
    name: 'an escaped slash is a backslash and a slash',
    change: ["'\"\\\\/bfnrt'", "'\"\\\\bfnrt'"],
    why: 'both of them separate',
  }),
];

/** How the digits of a text are read. */
export const ofCardCharacters: readonly Mutant[] = [
  ...equivalents,
  ...mutantsOf(of('characters'), tests, {
    'a prolonged sound mark is a letter': ['(?!\\p{Lm})', ''],
    'a letter that nobody sees ends a number': [' && !invisiblePattern.test(character)', ''],
    'a Hangul filler is seen': ['\\p{Default_Ignorable_Code_Point}\\p{M}', '\\p{M}'],
    'a combining mark is seen': ['}\\p{M}\\p{C}]', '}\\p{C}]'],
    'a control character is seen': ['}\\p{M}\\p{C}]', '}\\p{M}]'],
    'no letter ends a number': [
      'if (letterPattern.test(character)',
      "if (character === 'a' && letterPattern.test(character)",
    ],
    'only digits of the Latin script are read': [
      'if (digitPattern.test(character)) return valueOf(code);',
      '',
    ],
    'digits in one go are more than ten': ['return (code - first) % 10;', 'return code - first;'],
    'what nobody sees separates': ['if (invisiblePattern.test(character)) return invisible;', ''],
    'digits in circles are not read': [
      'return writtenAs(character) ?? separator;',
      'return separator;',
    ],
    'a number in one character is a digit': ['/^\\d$/.test(plain)', '/\\d/.test(plain)'],
    'a control character of ASCII is seen': [
      '.fill(invisible, 0, 0x80)',
      '.fill(separator, 0, 0x80)',
    ],
    'nobody sees a tab': ['.fill(separator, 0x09, 0x0e)', '.fill(separator, 0x0a, 0x0e)'],
    'nobody sees the end of a line': [
      '.fill(separator, 0x09, 0x0e)',
      '.fill(separator, 0x09, 0x0d)',
    ],
    'nobody sees a blank': ['.fill(separator, 0x20, 0x7f)', '.fill(separator, 0x21, 0x7f)'],
    'nobody sees a tilde': ['.fill(separator, 0x20, 0x7f)', '.fill(separator, 0x20, 0x7e)'],
    'an A separates': ['.fill(letter, 0x41, 0x5b)', '.fill(letter, 0x42, 0x5b)'],
    'a Z separates': ['.fill(letter, 0x41, 0x5b)', '.fill(letter, 0x41, 0x5a)'],
    'an a separates': ['.fill(letter, 0x61, 0x7b)', '.fill(letter, 0x62, 0x7b)'],
    'a z separates': ['.fill(letter, 0x61, 0x7b)', '.fill(letter, 0x61, 0x7a)'],
    'between values of JSON is what separates': [
      'kindsInJson = new Uint8Array(0x1_00_00).fill(letter)',
      'kindsInJson = new Uint8Array(0x1_00_00).fill(separator)',
    ],
    'the point of a number of JSON ends it': ['kindsInJson[0x2e] = separator;', ''],
    'nothing is escaped': ["for (const each of '\"\\\\')", "for (const each of '\"')"],
    'strings of JSON have no marks': ["for (const each of '\"\\\\')", "for (const each of '\\\\')"],
    'half a pair is known as a character': [
      '(code > 0x7f && code < 0xd800) ||',
      '(code > 0x7f && code < 0xdfff) ||',
    ],
    'an escape is known as a character': ['(code > 0x7f && code < 0xd800) ||', 'code < 0xd800 ||'],
    'an escape of what is known is not': ['if (kind !== special) return kind;', ''],
  }),
  ...mutantsOf(of('escapes'), tests, {
    'any short escape is one of a unit': [' || units[at + 1] !== 0x75', ''],
    'an escape of capital letters is none': ['unit | 0x20', 'unit'],
    'a colon is a digit of sixteen': ['unit <= 0x39', 'unit <= 0x3a'],
    'an at sign is a digit of sixteen': ['lower >= 0x61', 'lower >= 0x60'],
    'a g is a digit of sixteen': ['lower <= 0x66', 'lower <= 0x67'],
    'an escape may have any letters': ['if (digit === none) return none;', ''],
    'half a pair takes what follows': [
      'isHigh(unit) && isLow(units[at + 1]) ? 2 : 1',
      'isHigh(unit) ? 2 : 1',
    ],
    'any character makes a pair with half of one': [
      'isHigh(unit) && isLow(units[at + 1]) ? 2 : 1',
      'isLow(units[at + 1]) ? 2 : 1',
    ],
    'short escapes are read as letters': [
      'return isShort[units[at + 1] ?? 0] === 1 ? 2 : 1;',
      'return 1;',
    ],
    'whatever follows a backslash is escaped': [
      'return isShort[units[at + 1] ?? 0] === 1 ? 2 : 1;',
      'return 2;',
    ],
    ...Object.fromEntries(
      ['b', 'f', 'n', 'r', 't'].map((letter) => [
        `an escaped ${letter} is a letter`,
        ["'\"\\\\/bfnrt'", `'"\\\\/${'bfnrt'.replace(letter, '')}'`] as const,
      ]),
    ),
    'an escaped quotation mark ends a string': ["'\"\\\\/bfnrt'", "'\\\\/bfnrt'"],
    'an escaped backslash escapes': ["'\"\\\\/bfnrt'", "'\"/bfnrt'"],
    'half an escaped pair takes what follows': [
      'isHigh(escaped) && isLow(escapedUnit(units, at + 6)) ? 12 : 6',
      'isHigh(escaped) ? 12 : 6',
    ],
    'any escape makes a pair with half of one': [
      'isHigh(escaped) && isLow(escapedUnit(units, at + 6)) ? 12 : 6',
      'isLow(escapedUnit(units, at + 6)) ? 12 : 6',
    ],
    'escaped pairs are not read': [
      'isHigh(escaped) && isLow(escapedUnit(units, at + 6)) ? 12 : 6',
      '6',
    ],
    'a short escape is half a pair': [
      'width === 1 || unit === backslash ? unit',
      'width === 1 ? unit',
    ],
  }),
  ...mutantsOf(of('read-digits'), tests, {
    'quotation marks of a text are JSON’s': ['isJson ? 1 - quoted : quoted', '1 - quoted'],
    'an escaped quotation mark is one': [
      'if (unit === quote) {',
      'if (codeAt(units, at, widthAt(units, at)) === quote) {',
    ],
    'a quotation mark ends a number': ['kind = separator;', 'kind = letter;'],
    'a letter between digits is forgotten': [
      'between = Math.max(between, kind);',
      'between = kind;',
    ],
    'what nobody sees ends a group': ['if (between > invisible) {', 'if (between > 0) {'],
    'a text has one group': [
      'if (between > invisible) {',
      'if (between > letter || groups === 0) {',
    ],
    'what is between strings is read as a string': [
      'kinds = kindsWhere(quoted);\n      } else',
      'kinds = kindsWhere(1);\n      } else',
    ],
    'all digits are in strings': ['isQuoted[count] = quoted;', 'isQuoted[count] = 1;'],
  }),
];
