import { describe, expect, test } from '@jest/globals';
import { runQuery } from '../../../support/cloudwatch/query.ts';

/* The part of Logs Insights that stands in for it in the tests. */

const lines = [
  { time: '2026-11-28T03:00:00.000Z', who: 'a', ms: 9, cold: true },
  { time: '2026-11-28T03:00:02.000Z', who: 'b', ms: 100, detail: { code: '402' } },
  { time: '2026-11-28T03:00:01.000Z', who: 'a', ms: 20 },
].map((line) => JSON.stringify(line));
const messages = ['START RequestId: 1', ...lines, 'Task timed out after 27.00 seconds'];

const who = (text: string): unknown[] => runQuery(text, messages).map((row) => row['who']);

describe('rows', () => {
  test('come newest first, with time and message, where nothing else is said', () => {
    const rows = runQuery('filter ispresent(ms)', messages);

    expect(rows.map((row) => row['@timestamp'])).toEqual([
      '2026-11-28T03:00:02.000Z',
      '2026-11-28T03:00:01.000Z',
      '2026-11-28T03:00:00.000Z',
    ]);
    expect(Object.keys(rows[0] ?? {})).toEqual(['@timestamp', '@message']);
  });

  test('show the fields that are asked for, members of members too, and none that is absent', () => {
    expect(runQuery('fields who, cold\n| fields detail.code | sort ms asc', lines)).toEqual([
      { who: 'a', cold: 1 },
      { who: 'a' },
      { who: 'b', 'detail.code': '402' },
    ]);
  });

  test('are sorted by number or text, and cut off', () => {
    expect(runQuery('fields ms | sort ms desc | limit 2', lines)).toEqual([
      { ms: 100 },
      { ms: 20 },
    ]);
    expect(runQuery('fields who, ms | sort who desc, ms asc', lines)).toEqual([
      { who: 'b', ms: 100 },
      { who: 'a', ms: 9 },
      { who: 'a', ms: 20 },
    ]);
  });
});

describe('a filter', () => {
  test.each([
    ['who = "a"', 2],
    ['who != "a"', 1],
    ['ms > 9', 2],
    ['ms >= 9 and ms < 100', 2],
    ['ms <= 9 or who = "b"', 2],
    ['who = "b" or who = "a" and ms = 9', 2],
    ['(who = "b" or who = "a") and ms = 9', 1],
    ['who in ["b", "c"]', 1],
    ['detail.code = 402', 1],
    ['@message like "timed out"', 1],
    ['@message like /^START|timed out/', 2],
    ['ispresent(nothing) or nothing != "x"', 0],
  ])('%s keeps %i', (condition, count) => {
    expect(runQuery(`filter ${condition}`, messages)).toHaveLength(count);
  });

  test('is also asked of groups', () => {
    expect(who('filter ispresent(who) | stats count(*) as n by who | filter n > 1')).toEqual(['a']);
  });
});

describe('stats', () => {
  test('make one row of all', () => {
    const text =
      'stats count(*), count(cold) as colds, sum(ms), avg(ms), min(ms), max(ms), pct(ms, 50) as p50';

    expect(runQuery(text, lines)).toEqual([
      {
        'count(*)': 3,
        colds: 1,
        'sum(ms)': 129,
        'avg(ms)': 43,
        'min(ms)': 9,
        'max(ms)': 100,
        p50: 20,
      },
    ]);
  });

  test('make a row for each group, and of its newest and oldest line what that holds', () => {
    const text = 'stats latest(ms) as newest, earliest(cold) as first by who | sort who asc';

    expect(runQuery(text, lines)).toEqual([
      { who: 'a', newest: 20, first: 1 },
      { who: 'b', newest: 100 },
    ]);
  });

  test('count lines that lack what they are grouped by', () => {
    expect(runQuery('stats count(*) as n by detail.code | sort n desc', lines)).toEqual([
      { n: 2 },
      { 'detail.code': '402', n: 1 },
    ]);
  });
});

test('a line that begins with a number sign is for people', () => {
  expect(who('# It cannot know | everything.\nfilter who = "b"\n| fields who')).toEqual(['b']);
});

test.each([
  ['parse @message "*" as all'],
  ['filter who not like "a"'],
  ['filter strlen(who) > 1'],
  ['filter who = other'],
  ['filter who in "a"'],
  ['stats median(ms)'],
  ['stats pct(ms)'],
  ['stats sum(*)'],
  ['stats count(*) by bin(5m)'],
  ['sort ms downwards'],
  ['limit many'],
  ["filter who = 'a'"],
  ['fields ms * 2'],
  [''],
])('what is not known is refused: %s', (text) => {
  expect(() => runQuery(text, lines)).toThrow(/not known/);
});
