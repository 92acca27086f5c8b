import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import {
  gatewayErrors,
  type GatewayErrorCode as Code,
} from '../functions/platform/gateway-error.ts';
import { sectionOf } from './support/markdown.ts';

const readme = readFileSync('README.md', 'utf8');

test('the README has at most 150 lines', () => {
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
});

test('its request is the first block that begins with curl, and is sent with a token: a journey sends it', () => {
  const [, curl = ''] = /```sh\n(curl [\s\S]*?)```/.exec(readme) ?? [];

  expect(curl).toContain('http://127.0.0.1:3000');
  expect(curl).toContain('Idempotency-Key');
  expect(curl).toContain('payment_details=$TOKEN');
});

test('its table of answers has every error of the gateway in the row of its advice', () => {
  const rows = sectionOf('README.md', '## What a client does on each answer').split('\n');
  // What is to be repaired has one row for all, by status.
  const isIn = (row: string, code: string, { status, retry }: (typeof gatewayErrors)[Code]) =>
    row.includes(`\`${retry}\``) &&
    row.includes(retry === 'fix_request' ? String(status) : `\`${code}\``);

  const absent = (Object.keys(gatewayErrors) as Code[]).filter(
    (code) => !rows.some((row) => isIn(row, code, gatewayErrors[code])),
  );

  expect(absent).toEqual([]);
});
