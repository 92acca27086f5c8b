import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import {
  addReferenceToDescription,
  parseNewPayment,
  parseRefund,
} from '../../functions/providers/komoju/objects.ts';
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

      expect(parseRefund(body, { reference: own })?.id).toBe('refund1');
      if (other !== own) expect(parseRefund(body, { reference: other })).toBeUndefined();
    }),
  );
});

test('what a caller wrote in a refund’s description stays at its beginning', () => {
  fc.assert(
    fc.property(word, reference, (written, own) => {
      expect(addReferenceToDescription(written, own).startsWith(written)).toBe(true);
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
