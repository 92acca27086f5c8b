import { mutantsOf, type Mutant } from '../mutant.ts';

/** What reconciliation compares, and what it does with what it cannot read. */
export const ofReconciliation: readonly Mutant[] = [
  ...mutantsOf('reconciliation/compare-objects.ts', 'functions/reconciliation/gaps', {
    'parts that cannot be read are skipped': [
      'if (parts === undefined) unread.add(listed.object.id);',
      '',
    ],
    'parts are not compared': ['[listed.object, ...parts]', '[listed.object]'],
    'a list with a gap was compared': [
      'if (gap === undefined) return [...made.values()];',
      'return [...made.values()];',
    ],
  }),
  ...mutantsOf('reconciliation/compare-records.ts', 'functions/reconciliation/gaps', {
    'an object that cannot be read is gone': [
      'if (found === undefined || found.object !== undefined) return;',
      'if (found?.object !== undefined) return;',
    ],
    'an object that was deleted is missing': [
      'if (await wasDeleted(',
      'if (false && await wasDeleted(',
    ],
    'an object is gone and nobody is told': [
      "context.recovery.report('record_without_object',",
      'void (',
    ],
  }),
  ...mutantsOf('reconciliation/reconcile.ts', 'functions/reconciliation/interrupted', {
    'a stretch is passed though a read in it was not answered': [
      "end === 'done' && !isAnswered && !isLate ? 'not_read' : end",
      'end',
    ],
    'an object that never answers holds up the rest for ever': [
      '!isAnswered && !isLate',
      '!isAnswered',
    ],
    'a first run that cannot read begins later the next time': [
      'if (known === undefined) await store.advance(provider, begin);',
      '',
    ],
    'a stretch is passed before it is on report': [
      '    await writeReport();\n    await keep',
      '    await keep',
    ],
    'a stretch is passed before others are told': ['    await keep();\n', ''],
  }),
  ...mutantsOf('inbox/note-findings.ts', 'functions/reconciliation/interrupted', {
    'who has no more time to read has none to tell': [
      'context.writesUntil ?? context.until',
      'context.until',
    ],
  }),
  ...mutantsOf('recovery/reads.ts', 'functions/reconciliation/interrupted', {
    'a provider that is down once more is asked on': ['(!isTrial || wasAnswered)', '!isTrial'],
  }),
  ...mutantsOf('recovery/lookup/read-page.ts', 'functions/reconciliation/false-alarms', {
    'a window ends before the last second is over': [
      'wholeSecond(at) > window.to',
      'at > window.to',
    ],
  }),
  ...mutantsOf('reconciliation/compare-objects.ts', 'functions/reconciliation/false-alarms', {
    'who replaces the metadata makes a foreign payment': ['if (!isKnown) recovery', 'recovery'],
  }),
  ...mutantsOf('reconciliation/compare-records.ts', 'functions/reconciliation/false-alarms', {
    'another account has lost what it never had': [
      'if (isOfAccount) operations.push(operation);',
      'operations.push(operation); if (isOfAccount) return;',
    ],
    'a record that cannot be read is passed over': [
      "if (!named.has(id)) recovery.report('unreadable',",
      'void (',
    ],
    'only a deletion that is completed is one': [
      "record.state !== 'FAILED'",
      "record.state === 'SUCCEEDED'",
    ],
    'a deletion that cannot be read is none': [
      "if (stored.kind === 'lost') throw stored.cause;\n      // One",
      '// One',
    ],
  }),
  ...mutantsOf('reconciliation/compare-effect.ts', 'functions/reconciliation/gaps', {
    'an effect that cannot be told is none': [
      "report('object_not_read', { ...about, why: observation.why });\n    return;",
      "report('record_without_object', about);\n    return;",
    ],
    'an effect that is gone is nothing': ['if (!isThere) report(', 'if (false) report('],
    'what may be there is gone': [' || couldBe.some(({ id }) => succeededWith(record, id))', ''],
    'what may be there is there whatever its id is': [
      'couldBe.some(({ id }) => succeededWith(record, id))',
      'couldBe.length > 0',
    ],
    'of two objects one is on record by no id': [
      'objects.length > 1 && about.object === undefined',
      'false',
    ],
  }),
  ...mutantsOf('reconciliation/differences.ts', 'functions/reconciliation/differences', {
    'an effect may be as late as it likes': ['object.at > latestAt', 'object.at > latestAt + 1e12'],
    'clocks have no tolerance': ['maxEffectAfterClaimMs + skewMs', 'maxEffectAfterClaimMs'],
    'a larger amount is none': ['amount > result.amount ||', 'false ||'],
    'a smaller amount is none': [' && state === result.state)', ' && state === undefined)'],
    'a part is compared by its state': ['object.id === object.resource &&', ''],
    'any state may follow': ['!mayBecome(result.state, object.state, follows)', 'false'],
    'what failed on record may have been executed': [
      "return isFailed(provider, object) ? [] : [...late, 'failed_but_executed'];",
      'return late;',
    ],
    'what a rejected attempt left is a second charge': [
      "return isFailed(provider, object) ? [] : [...late, 'second_object'];",
      "return [...late, 'second_object'];",
    ],
    'any object is the one on record': [
      '!succeededWith(record, object.id)',
      '!succeededWith(record, undefined)',
    ],
  }),
];
