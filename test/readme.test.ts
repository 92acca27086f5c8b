import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

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
