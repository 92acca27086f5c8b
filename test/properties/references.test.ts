import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { parseNewPayment } from '../../functions/providers/komoju/objects.ts';
import {
  addReferenceToDescription,
  parseRefund,
} from '../../functions/providers/komoju/refunds.ts';
import { addReferenceToMetadata } from '../../functions/providers/reference.ts';
import { operationIdOf } from '../../functions/ledger/operation-id.ts';

/** What a caller may have written, our own marks among it. */
const word = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('[op_1]', 'A [op_1]', '[', ' ]', ''),
);
const reference = fc.string().map((key) =>
  operationIdOf({
    namespace: 'n',
    mode: 'test',
    caller: 'c',
    operation: 'komoju.payment.refund',
    key,
  }),
);
const description = fc.option(word, { nil: null });

test('a refund is found by its own reference and by no other, whatever its caller wrote', () => {
  fc.assert(
    fc.property(description, reference, reference, (written, own, other) => {
      const refund = { id: 'refund1', description: addReferenceToDescription(written, own) };
      const foreign = { id: 'refund2', description: written };
      const body = { id: 'payment1', refunds: [foreign, refund] };

      expect(parseRefund(body, { reference: own, since: 0 })?.id).toBe('refund1');
      if (other !== own) expect(parseRefund(body, { reference: other, since: 0 })).toBeUndefined();
    }),
  );
});

test('a refund is found however its description is cut behind the reference', () => {
  fc.assert(
    fc.property(word, reference, fc.nat(), (written, own, more) => {
      const whole = addReferenceToDescription(written, own);
      const description = whole.slice(0, `[${own}]`.length + more);
      const body = { id: 'payment1', refunds: [{ id: 'refund1', description }] };

      expect(whole.endsWith(written)).toBe(true);
      expect(parseRefund(body, { reference: own, since: 0 })?.id).toBe('refund1');
    }),
  );
});

test('a create carries its reference beside all that its caller wrote, and instead of one that it made up', () => {
  const metadata = fc.dictionary(
    fc.oneof(fc.string(), fc.constant('gateway_operation')),
    fc.string(),
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(metadata, reference, (written, own) => {
      const referenced = addReferenceToMetadata({ metadata: written }, { reference: own });

      expect(referenced.metadata).toEqual({ ...written, gateway_operation: own });
      expect(parseNewPayment({ id: 'payment1', ...referenced })?.reference).toBe(own);
    }),
  );
});
