import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { operationIds, rowOf } from '../../../../functions/operations.ts';
import { queryIds, queryOf, textOf } from '../../../../lib/cloud/queries/queries.ts';
import { runQuery } from '../../../support/cloudwatch/query.ts';
import { sectionOf } from '../../../support/markdown.ts';
import { minimal, synthesize } from '../synthesize.ts';
import { ofType, result, type Template } from '../template-reader.ts';

/* The queries that a stack comes with. */

let template: Template;
beforeAll(async () => {
  template = await synthesize(minimal);
}, 60_000);

describe.each(queryIds)('%s', (id) => {
  const { title, from } = queryOf(id);

  test('is in the folder of its stack, with the logs that it reads', () => {
    const saved = ofType(template, 'AWS::Logs::QueryDefinition').get(`Queries/${id}`);
    const logs =
      from === 'access log'
        ? ['RestApi/AccessLog/Logs']
        : operationIds
            .filter((operation) => from.includes(rowOf(operation).effect))
            .map((operation) => `${operation}/Logs`);

    expect(result(template, saved?.Properties)).toEqual({
      Name: `a-gateway/${title}`,
      QueryString: textOf(id),
      LogGroupNames: logs,
    });
    // A query of Logs Insights reads 50 logs at most.
    expect(logs.length).toBeLessThanOrEqual(50);
    expect(logs.length).toBeGreaterThan(0);
  });

  test('is in the language that the tests run', () => {
    expect(() => runQuery(textOf(id), [])).not.toThrow();
  });
});

test('each has a title of its own', () => {
  expect(new Set(queryIds.map((id) => queryOf(id).title)).size).toBe(queryIds.length);
});

test('the runbook lists every query with when it is asked, and no other', () => {
  const section = sectionOf('lib/cloud/RUNBOOK.md', '### Queries');
  const rows = section.split('\n').flatMap((row) => {
    const [, title, when] = /^\| (.+?) +\| (.+?) +\|$/.exec(row) ?? [];
    return title === undefined || when === undefined ? [] : [[title, when]];
  });

  expect(rows.slice(2)).toEqual(queryIds.map((id) => [queryOf(id).title, queryOf(id).when]));
});

test('a query names only fields that the log lines or the access log have', () => {
  const lineType = readFileSync('functions/platform/log.ts', 'utf8');
  const accessLog = readFileSync('lib/cloud/rest-api/access-log.ts', 'utf8');
  const metrics = readFileSync('functions/metrics.ts', 'utf8');
  for (const id of queryIds) {
    const { from, text } = queryOf(id);
    const source = from === 'access log' ? accessLog : `${lineType}\n${metrics}`;
    const code = text.filter((line) => !line.startsWith('#')).join('\n');
    const words = code.replaceAll(/"[^"]*"|\/[^/]+\//g, '').match(/@?\b[a-z]\w*/gi) ?? [];
    const aliases = [...code.matchAll(/ as (\w+)/g)].map(([, name = '']) => name);
    const language =
      /^(@timestamp|@message|filter|fields|stats|sort|limit|ispresent|and|or|in|like|as|by|asc|desc|count|sum|avg|max|min|pct|latest|earliest)$/;
    const fields = words.filter((word) => !language.test(word) && !aliases.includes(word));

    const absent = fields.filter((field) => !new RegExp(`^ *${field}\\??: `, 'm').test(source));
    expect([id, absent]).toEqual([id, []]);
  }
});
