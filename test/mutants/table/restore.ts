import { mutantsOf, type Mutant } from '../mutant.ts';

/** What is done where the table was restored. */
export const ofRestore: readonly Mutant[] = [
  ...mutantsOf('recovery/restore.ts', 'functions/recovery/restore', {
    'an operation is proven new while another table may be in use': [
      'inUseAt !== undefined &&\n  absenceIsConclusive({ previousAt: inUseAt,',
      'absenceIsConclusive({ previousAt: inUseAt ?? (0 as EpochMs),',
    ],
    'an absence proves at once that an operation is new': [
      'inUseAt !== undefined &&\n  absenceIsConclusive({ previousAt: inUseAt, claimedAt: lookup.at });',
      'inUseAt !== undefined;',
    ],
    'an operation is new though something could be its doing': [
      '(lookup.couldBe ?? []).length === 0 &&',
      '',
    ],
    'an operation is new though it was found': [
      'lookup?.observed.length === 0 &&',
      'lookup !== undefined &&',
    ],
    'a restore is forgotten a week after its point': [
      'restore.inUseAt && isPast(after(restore.inUseAt, guardMs), at)',
      'isPast(after(restore.restoredTo, guardMs), at)',
    ],
    'what is forgotten may be sent again': ['  firstAt: longBefore(restore),\n', ''],
    'what is forgotten may be closed before the table is in use': [
      '  ...(restore.inUseAt === undefined ? { lastAt: after(by.at, deployingMs) } : {}),\n',
      '',
    ],
    'what is forgotten has an owner': ['  leaseUntil: noLease,\n', ''],
    'what is forgotten is looked for from its new claim on': ['  firstAt: restoredTo,\n', ''],
    'what is forgotten is looked for to its new claim': ['lastAt: inUseAt ?? record.lastAt,', ''],
    'what is open in a restored table gets younger': [
      'earlier(seen.firstAt, longBefore(restore))',
      'longBefore(restore)',
    ],
    'what is open in a restored table stays as old as it was': [
      'earlier(seen.firstAt, longBefore(restore))',
      'seen.firstAt',
    ],
    'what is open in a restored table was sent only before': ['    lastAt,\n', ''],
    'what was undone in a restored table was never sent': [
      'Math.max(seen.attempts, 1)',
      'seen.attempts',
    ],
    'what is open in a restored table is marked without its token': [
      "onlyIf: { state: 'PENDING', token: seen.token },",
      "onlyIf: { state: 'PENDING' },",
    ],
    'a setting that cannot be read is none': [
      "if (Number.isNaN(moment)) throw new Error('The setting of a restore cannot be read.');",
      '',
    ],
  }),
  ...mutantsOf('recovery/claim-after-restore.ts', 'functions/recovery/claim-after-restore', {
    'a table that does not say has no record': [
      "throw notAttempted('record_not_read', stored.cause);",
      'return;',
    ],
    'a forgotten one that is not on record is sent': [
      "if (result.kind === 'lost') throw notAttempted('claim_lost', result.cause);",
      '',
    ],
    'every operation is forgotten': ['if (isProvenNew(restore, found)) return;', ''],
  }),
  ...mutantsOf('recovery/claim-after-restore.ts', 'functions/recovery/forgotten-operation', {
    'what is forgotten is looked for by its own record': [
      'lookUp(forLookup(record, restore))',
      'lookUp(record)',
    ],
    'what is on record is looked for, too': ["if (stored.kind === 'held') return;", ''],
    'nothing is concluded of what is forgotten': [
      "if (result.kind === 'written') await conclude(",
      "if (result.kind === 'lost') await conclude(",
    ],
  }),
  ...mutantsOf('http/guard-restored-table.ts', 'functions/recovery/claim-after-restore', {
    'a restored table is used like any other': [
      'if (!mayBeForgotten(restore, ports.now())) return;',
      'return;',
    ],
  }),
  ...mutantsOf('recovery/restore.ts', 'functions/recovery/restore-setting', {
    'the setting of a restore is read as it was a moment ago': [
      'ConsistentRead: true',
      'ConsistentRead: false',
    ],
  }),
];
