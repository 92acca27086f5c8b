import { userInfo } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../../lib/host/usage-error.ts';
import { readDecision } from '../../../lib/cli/decision.ts';

const object = 'pay_1';
const card = '4111 1111 1111 1111';

describe('a decision', () => {
  test.each([
    ['an object', { object }],
    ['that nothing was executed', { notExecuted: true }],
  ])('says %s, who said so, and why', (_case, said) => {
    const decision = readDecision('op_1', { ...said, reason: ' Seen. ', actor: 'hanako' });

    expect(decision).toEqual({
      id: 'op_1',
      object: 'object' in said ? object : undefined,
      by: { actor: 'hanako', reason: 'Seen.' },
    });
  });

  test('is by the user of the machine where nobody else is named', () => {
    expect(readDecision('op_1', { object, reason: 'a' }).by.actor).toBe(userInfo().username);
  });

  test.each(['a', 'x'.repeat(500), '𠮷'.repeat(500), 'order 20261103-0001, 1.000 ¥'])(
    'takes a reason of 1 to 500 characters: %#',
    (reason) => {
      expect(readDecision('op_1', { object, reason }).by.reason).toBe(reason);
    },
  );

  test.each([
    ['no reason', { object }, /^The record needs --reason, in one line of 1 to 500 characters\.$/],
    ['a blank reason', { object, reason: '  ' }, /needs --reason/],
    ['a reason of two lines', { object, reason: 'a\nb' }, /needs --reason/],
    ['a reason with a separator of lines', { object, reason: 'a\u2028b' }, /needs --reason/],
    ['a reason with an escape', { object, reason: 'a\u001b[2J' }, /needs --reason/],
    ['a reason of 501 characters', { object, reason: 'x'.repeat(501) }, /needs --reason/],
    ['a card in the reason', { object, reason: `of ${card}` }, /--reason says holds a card/],
    ['a card for a name', { object, reason: 'a', actor: card }, /--actor says holds a card/],
    [
      'a key in the reason',
      { object, reason: 'sk_test_simulator leaked' },
      /--reason says holds a key/,
    ],
    ['a name that is none', { object, reason: 'a', actor: '' }, /needs --actor/],
    ['nothing', { reason: 'a' }, /either --object ID or --not-executed/],
    ['an empty object', { object: '', reason: 'a' }, /either --object ID/],
    ['both', { object, notExecuted: true, reason: 'a' }, /either --object ID/],
  ])('is refused with %s', (_case, said, line) => {
    const read = () => readDecision('op_1', said);

    expect(read).toThrow(UsageError);
    expect(read).toThrow(line);
  });
});
