import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { readBody, writeBody } from '../../functions/platform/body/body.ts';
import { meaning, sorted } from '../../functions/platform/body/json.ts';
import { GatewayError } from '../../functions/platform/gateway-error.ts';

const contentType = fc.constantFrom(
  undefined,
  '',
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
);

/** Text that is nearly JSON, nearly a form, or nothing at all. */
const raw = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'{}[]":,=&%+ae1\\u0'.split('')), maxLength: 30 }),
  fc.json({ stringUnit: 'binary' }),
  fc.json().map((text) => `{"a":${text}}`),
  fc.dictionary(fc.string(), fc.string()).map((pairs) => new URLSearchParams(pairs).toString()),
);

/** What a body is read as; undefined where it is refused. Any other error fails the property. */
function read(source: Parameters<typeof readBody>[0]): ReturnType<typeof readBody> | undefined {
  try {
    return readBody(source);
  } catch (error) {
    expect(error).toBeInstanceOf(GatewayError);
    expect((error as GatewayError).code).toBe('invalid_parameter');
    return undefined;
  }
}

const bytesMax = 64 * 1024;

test('any text is read or refused, and nothing else happens', () => {
  fc.assert(
    fc.property(raw, contentType, fc.boolean(), (text, type, isBase64) => {
      read({ raw: text, isBase64, contentType: type, bytesMax });
    }),
    { numRuns: 2_000 },
  );
});

test('any bytes are read or refused, and nothing else happens', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), contentType, (bytes, type) => {
      const text = Buffer.from(bytes).toString('base64');

      read({ raw: text, isBase64: true, contentType: type, bytesMax });
    }),
  );
});

test('what was read and is written means the same when it is read again', () => {
  fc.assert(
    fc.property(raw, contentType, (text, type) => {
      const body = read({ raw: text, isBase64: false, contentType: type, bytesMax });
      const written = body === undefined ? undefined : writeBody(body);
      fc.pre(body !== undefined && written !== undefined);

      const again = readBody({
        raw: written.text,
        isBase64: false,
        contentType: written.contentType,
        bytesMax,
      });

      expect(meaning(sorted(again.value))).toEqual(meaning(sorted(body.value)));
    }),
    { numRuns: 500 },
  );
});
