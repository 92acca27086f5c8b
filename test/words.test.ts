import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/* One word per idea, and the field's word. Words that the code once had instead must not come back. */

// prettier-ignore
const replaced: readonly (readonly [old: RegExp, instead: string])[] = [
  [/(?<!all|npm)settle/i,                               'complete, completed; resolve on the command line'],
  [/refusal/i,                                          'GatewayError, or rejection for the provider’s no'],
  [/reconciler/i,                                       'recovery'],
  [/\baudit/i,                                          'reconciliation'],
  [/\blend(er|to|ing)?\b|\bloans?\b|\blent\b|\blent[A-Z]/i,      'grant, Grantor'],
  [/by-payment/,                                        'by-resource'],
  [/\btell[A-Z]|\bTold\b/,                              'parse…, ProviderObject'],
  [/\bcaseOf\b|\bDesk\b|\bSite\b|\bBooks\b|\bGround\b/, 'OpenOperation, or the context by its name'],
  [/\bSight\b|\bLooking\b/,       'ObservedObject, ProviderLookup'],
  [/flightMs|landedMs|quietFrom|believesSilence/,       'maxEffectDelayMs, quarantineEndsAt, absenceIsConclusive'],
  [/giveBack|mindRestore|standsAlone|passOnce/,         'undoClaim, guardRestoredTable, noOtherCause, executeMutation'],
  [/'(once|look|repair|probe)'|\bonceRequests\b|\bOnce(Order|Request)\b/,             'mutation'],
  [/front door|\bunwell\b|\bmend/i,                     'rest api, unhealthy, fix'],
  [/lib\/operations|bin\/operations|functions\/runtime/, 'bin/gateway.ts, lib/cli, the folders of functions/'],
];

/** They say what was replaced: this table, and what callers of an earlier version must change. */
const exempt = ['test/words.test.ts', '.github/CHANGELOG.md'];

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs|md|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

const files = [
  'README.md',
  ...['.github', 'bin', 'functions', 'lib', 'test'].flatMap(filesBelow),
].filter((path) => !exempt.includes(path));

test('the whole code is read', () => {
  expect(files.length).toBeGreaterThan(400);
  expect(files).toContain('functions/ledger/record.ts');
});

test.each(replaced)('%s does not come back; the word is: %s', (old) => {
  const found = files.flatMap((path) =>
    `${path}\n${readFileSync(path, 'utf8')}`
      .split('\n')
      .flatMap((line, index) => (old.test(line) ? [`${path}:${index}: ${line.trim()}`] : [])),
  );

  expect(found).toEqual([]);
});
