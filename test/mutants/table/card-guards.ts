import { equivalent, mutantsOf, type Mutant } from '../mutant.ts';

const equivalents: readonly Mutant[] = [
  equivalent('http/request/raw-card.ts', {
    name: 'a list has members as an object has',
    change: [' && !Array.isArray(value) ? value', ' ? (value as JsonObject)'],
    why: 'a list has no member that tells a type',
  }),
  equivalent('http/request/raw-card.ts', {
    name: 'an empty part of a name is compared',
    change: [".filter((part) => part !== '')", ''],
    why: 'no field of card data has an empty name',
  }),
  equivalent('gateway/operation/show.ts', {
    name: 'the table is asked for an id with a card number in it',
    change: [' && !hasCardNumber(operationId)', ''],
    why: 'nobody has made an operation of that id, so the answer is the same',
  }),
];

/** Where card data is refused, and where what may hold a card number is masked. */
export const ofCardGuards: readonly Mutant[] = [
  ...equivalents,
  ...mutantsOf('http/request/raw-card.ts', 'functions/http/raw-card', {
    'a provider without a field for tokens is told of one': [
      'if (member === undefined) return',
      "if (param === '') return",
    ],
    'a field of card data in full width is none': [".normalize('NFKC')", ''],
    'a field of card data in capital letters is none': ['.toLowerCase()', ''],
    'a field of card data with a dash is none': ["    .replaceAll(/[^\\p{L}\\p{Nd}]/gu, '');", ''],
    'exempt is what has the name anywhere': ['within !== exempt.within || ', ''],
    'exempt is what is below, too': [' || deeper.length > 0', ''],
    'a list of types is one': [
      "typeof type === 'string' && exempt.fields[type]",
      'exempt.fields[String(type)]',
    ],
    'of a type that has an exempt field all are': [
      "exempt.fields[type]?.includes(field ?? '') === true",
      "exempt.fields[type]?.includes(field ?? '') !== undefined",
    ],
    'a provider without exempt fields fails': ['exempt === undefined || ', ''],
    'nothing is exempt': [' &&\n        !isExempt(path, body, cardData)', ''],
    'all is exempt': ['!isExempt(path, body, cardData)', 'path.length < 0'],
    'only the first level of a body is looked at': [
      'visit(inner, [...path, name], check);',
      'check(inner, [...path, name]);',
    ],
    'a field of card data in brackets is none': ['name.split(/[[\\].]/)', '[name]'],
    'a list is read as one text': ["(typeof value !== 'object' &&", '(value !== null &&'],
    'a number is no card number': [
      "(typeof value !== 'object' &&",
      "(typeof value === 'string' &&",
    ],
    'a card number in a value is accepted': [
      'hasCardNumber(String(value)) &&',
      "String(value) === '' &&",
    ],
    'fields of card data are accepted': [
      'partsOf(name).some((part) => fields.has(bareName(part))) ||',
      '',
    ],
    'a card number in a name is accepted': [
      'fields.has(bareName(part))) ||\n      hasCardNumber(name)',
      'fields.has(bareName(part)))',
    ],
    'a path is not looked at': [
      '  for (const [name, value] of Object.entries(pathParameters)) check(value, [name]);\n',
      '',
    ],
    'a query is not looked at': [
      '  for (const [name, value] of query) check(value, [name]);\n',
      '',
    ],
    'a body is not looked at': ['  visit(body, [], check);\n', ''],
    'the field is not told': ["path.join('.')", "''"],
  }),
  ...mutantsOf('http/request/request.ts', 'functions/http/raw-card', {
    'raw card data is accepted everywhere': [
      "cardData === 'tokens-only'",
      "cardData !== 'accept' && id === ''",
    ],
    'raw card data is accepted nowhere': ["if (cardData === 'tokens-only') {", '{'],
    'a path may hold a card number where one is accepted': [
      " || (cardData === 'accept' && hasCardNumber(value))",
      '',
    ],
    'a card number in a path is told as no id': [
      "(cardData === 'accept' && hasCardNumber(value))",
      'hasCardNumber(value)',
    ],
  }),
  ...mutantsOf('http/prepare-mutation.ts', 'functions/http/prepare-mutation', {
    'a currency goes on record with a card number': ['maskCardNumbers(currency) };', 'currency };'],
  }),
  ...mutantsOf('http/response.ts', 'functions/http/response', {
    'an error tells a card number in a parameter’s parts': [
      'maskCardNumbers(param).split',
      'param.split',
    ],
    'an error tells a card number behind an index': [
      ".split('.').map(maskCardNumbers)",
      ".split('.')",
    ],
    'an error tells a card number in its message': ['maskCardNumbers(message)', 'message'],
  }),
  ...mutantsOf('platform/log.ts', 'functions/platform/log', {
    'a log line holds a card number': ['maskCardNumbers(value) : value', 'value : value'],
  }),
  ...mutantsOf('ledger/completion.ts', 'functions/ledger/completion', {
    'a body is stored with a card number': [
      'maskVerificationValues(maskCardNumbersInJson(body))',
      'maskVerificationValues(body)',
    ],
    'a body is stored with a verification value': [
      'maskVerificationValues(maskCardNumbersInJson(body))',
      'maskCardNumbersInJson(body)',
    ],
    'a masked body is stored that is too large': [
      'return isTooLarge(masked) ? undefined : masked;',
      'return masked;',
    ],
    'an object’s id is stored with a card number': ['masked(object.id)', 'object.id'],
    'an object’s state is stored with a card number': ['masked(object.state)', 'object.state'],
    'an object’s currency is stored with a card number': [
      'masked(object.currency)',
      'object.currency',
    ],
    'a resource is stored with a card number': [
      'maskCardNumbers(object.resource)',
      'object.resource',
    ],
    'an error code is stored with a card number': ['masked(code)', 'code'],
  }),
];
