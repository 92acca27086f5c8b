import { mutantsOf, type Mutant } from '../mutant.ts';

const judgement = 'providers/client/judge-answer.ts';
const unitTest = 'functions/providers/client/clear-no';

const clearNo = [400, 402, 403, 404, 405, 406, 413, 415, 422];
const undecided = [407, 408, 410, 412, 418, 423, 425, 428, 451, 500, 502, 503, 504];

const written = (statuses: readonly number[]): string => `new Set([${statuses.join(', ')}])`;

type Statuses = readonly [name: string, statuses: readonly number[]];

/** The list of statuses that are a clear no, without each that is, and with each that is none. */
const otherLists: readonly Statuses[] = [
  ...clearNo.map((status): Statuses => [
    `${status} with an unlisted code decides nothing`,
    clearNo.filter((each) => each !== status),
  ]),
  ...undecided.map((status): Statuses => [
    `${status} with an unlisted code is a no`,
    [...clearNo, status],
  ]),
];

/** What an answer means that is no yes, and what is counted of it. */
export const ofAnswers: readonly Mutant[] = [
  ...otherLists.map(([name, statuses]) => ({
    name,
    file: judgement,
    from: written(clearNo),
    to: written(statuses),
    test: unitTest,
  })),
  ...mutantsOf(judgement, unitTest, {
    'a clear no needs no error of the provider': [
      "code !== undefined && clearNo.has(answer.status)\n    ? { kind: 'rejected', answer, code,",
      "clearNo.has(answer.status)\n    ? { kind: 'rejected', answer, code: code ?? '',",
    ],
    'a listed code counts as unlisted': [
      "return { kind: 'rejected', answer, code };",
      "return { kind: 'rejected', answer, code, isUnlisted: true };",
    ],
    'an unlisted code counts as listed': ['code, isUnlisted: true }', 'code }'],
    'a 401 decides nothing': [
      "if (status === 401) return { kind: 'not_attempted', why: 'unauthorized' };",
      '',
    ],
    'a 429 decides nothing': [
      "if (status === 429) return { kind: 'not_attempted', why: 'throttled' };",
      '',
    ],
    'a 429 is a no': [
      "if (status === 429) return { kind: 'not_attempted', why: 'throttled' };",
      "if (status === 429) return { kind: 'rejected', answer, code: '' };",
    ],
    'a 409 is any other error': [
      "if (answer.status === 409) return { kind: 'unknown', why: 'in_flight', answer, code };",
      '',
    ],
  }),
  ...mutantsOf(judgement, 'functions/providers/client/judge-answer', {
    'a 409 with a listed code is a no': [
      'if (answer.status === 409) return',
      'if (answer.status === 409 && !rejectionCodes.has(code ?? "")) return',
    ],
    'a listed code is a no only with a clear status': [
      'if (code !== undefined && rejectionCodes.has(code)) return',
      'if (code !== undefined && rejectionCodes.has(code) && clearNo.has(answer.status)) return',
    ],
    'a redirection with a listed code is a no': [
      "if (answer.status < 400) return { kind: 'unknown', why: 'redirected' };",
      '',
    ],
    'a success that cannot be read is a no by its code': [
      "if (answer.status < 300) return { kind: 'unknown', why: 'garbled', code };",
      '',
    ],
  }),
  ...mutantsOf('providers/komoju/komoju.ts', unitTest, {
    'every error is KOMOJU’s own': ['?.error.code,', "?.error.code ?? 'none',"],
  }),
  ...mutantsOf('providers/coiney/coiney.ts', unitTest, {
    'whatever has a type is Coiney’s error': ['z.enum(types)', 'z.string()'],
    'every error is Coiney’s own': [': error?.type;', ": (error?.type ?? 'none');"],
    'Coiney’s type says nothing': [': error?.type;', ': undefined;'],
    'Coiney’s code counts whatever the type': [
      'error?.type === rejection ? (error.code ?? error.type) : error?.type',
      'error?.code ?? error?.type',
    ],
  }),
  ...mutantsOf('providers/client/attempt.ts', 'functions/providers/client/unlisted', {
    'a clear no with an unlisted code is not counted': ['outcome.isUnlisted === true', 'false'],
    'every rejection is counted as unlisted': ['outcome.isUnlisted === true', 'true'],
    'what decides nothing is not counted': [
      'return outcome.code !== undefined ||',
      'return false &&',
    ],
    'all that decides nothing is counted as unlisted': [
      "if (outcome.kind !== 'unknown' || outcome.why !== 'unlisted') return false;",
      "if (outcome.kind !== 'unknown') return false;",
    ],
    'the code of an error is not logged': ['if (code !== undefined) line.providerCode = code;', ''],
  }),
  ...mutantsOf('providers/client/attempt.ts', 'functions/http/unlisted', {
    'an unlisted error is no metric': ['if (isUnlisted(outcome)) line.unlisted = 1;', ''],
  }),
  ...mutantsOf('http/figures.ts', 'functions/http/figures', {
    'a refused key is counted as no secret': ["reason === 'unauthorized'", "reason === 'x'"],
    'a read’s no counts against its caller': ["isRejected && effect === 'mutation'", 'isRejected'],
  }),
  ...mutantsOf('platform/metric-directives.ts', 'functions/platform/metric-directives', {
    'reads are counted among the mutations': [
      'return mutations.has(line.operation) ? [] : undefined',
      'return []',
    ],
  }),
  ...mutantsOf('recovery/count-open.ts', 'functions/recovery/count-open', {
    'a record is read each time': ['known.get(id) ??', ''],
    'the oldest is the youngest': ['other[1] < one[1] ?', 'other[1] > one[1] ?'],
    'the oldest is forgotten where others come first': ['ids.add(oldest);', ''],
  }),
  ...mutantsOf('ledger/execute-once.ts', 'functions/http/unlisted', {
    'a clear no with an unlisted code is not kept': [
      'if (!rejectionIsFinal(attempt)) {',
      'if (outcome.isUnlisted === true || !rejectionIsFinal(attempt)) {',
    ],
  }),
];
