import { describe, expect, test } from '@jest/globals';
import { alarmIds } from '../../lib/cloud/alarms/alarm-table.ts';
import { queryOf } from '../../lib/cloud/queries/queries.ts';
import { findingText, headingOf, namesHealth, namesList, queriesIn, stepsOf } from './runbook.ts';

/* What the runbook names can be followed: its queries are stored under these titles. */

test.each(['money-at-risk', ...alarmIds])('%s names only queries that there are', (alarm) => {
  const heading = headingOf(alarm);

  expect(() => Object.values(heading).flatMap(queriesIn)).not.toThrow();
});

test('the headings name queries, the list and health', () => {
  const looks = alarmIds.map((alarm) => headingOf(alarm).look);

  expect(looks.flatMap(queriesIn).length).toBeGreaterThan(20);
  expect(looks.filter(namesList).length).toBeGreaterThan(1);
  expect(looks.filter(namesHealth).length).toBeGreaterThan(1);
});

test('an alarm of one provider has the heading of all', () => {
  expect(headingOf('provider-errors.komoju')).toEqual(headingOf('provider-errors'));
});

describe('what is not there is said:', () => {
  test('a query', () => {
    const { title } = queryOf('open');

    expect(queriesIn(`Query “${title}” and query “${title}”`)).toEqual(['open', 'open']);
    expect(() => queriesIn('query “Renamed”')).toThrow('Renamed');
  });

  test('a heading, a finding, a procedure', () => {
    expect(() => headingOf('other')).toThrow('Means');
    expect(() => findingText('other')).toThrow('other');
    expect(() => stepsOf('Rotate each secret', 'Other.')).toThrow('Other.');
    expect(stepsOf('Rotate each secret', "A provider's secret key.")).toHaveLength(4);
  });
});
