import { expect, test } from '@jest/globals';
import { completionOf, completionOfRejection } from '../../../functions/ledger/completion.ts';

const card = '4111111111111111';
const answer = { status: 200, contentType: 'application/json', body: `{"note":"${card}"}` };

test('nothing of an answer goes on record with a card number', () => {
  const object = { id: card, state: card, currency: card, amount: 1000, resource: card };

  const completion = completionOf({ answer, object }, 'acme.charge.create');

  expect(JSON.stringify(completion)).not.toContain(card);
  expect(completion).toMatchObject({
    result: { object: '411111••••••1111', amount: 1000 },
    resource: 'acme#411111••••••1111',
    body: '{"note":"411111••••••1111"}',
  });
});

test('nothing of a rejection does', () => {
  const completion = completionOfRejection({ kind: 'rejected', answer, code: card });

  expect(JSON.stringify(completion)).not.toContain(card);
});

test('nor with a verification value that a caller wrote into metadata', () => {
  const body = '{"metadata":{"verification_value":"123"}}';

  const kept = completionOfRejection({ kind: 'rejected', answer: { ...answer, body }, code: 'no' });

  expect(kept.body).toBe('{"metadata":{"verification_value":"•••"}}');
});

test('a body that the masks make too large is not kept', () => {
  const [count, most] = [3_680, 64 * 1024];
  const body = JSON.stringify(Array.from({ length: count }, () => Number(card)));
  expect(Buffer.byteLength(body)).toBeLessThan(most);

  const kept = completionOfRejection({ kind: 'rejected', answer: { ...answer, body }, code: 'no' });

  expect(kept.body).toBeUndefined();
});
