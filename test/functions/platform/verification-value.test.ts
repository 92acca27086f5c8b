import { expect, test } from '@jest/globals';
import { maskVerificationValues } from '../../../functions/platform/verification-value.ts';

test.each([
  [
    'a text',
    '{"metadata":{"verification_value":"123"}}',
    '{"metadata":{"verification_value":"•••"}}',
  ],
  ['a number', '{"cvv": 1234,"a":1}', '{"cvv": "•••","a":1}'],
  ['whatever the case', '{"CVC":"1","securityCode":"2"}', '{"CVC":"•••","securityCode":"•••"}'],
  ['a text with quotes', String.raw`{"csc":"1\"2","a":"b"}`, '{"csc":"•••","a":"b"}'],
  [
    'in a list',
    '[{"cvn":"1"},{"card_security_code":"2"}]',
    '[{"cvn":"•••"},{"card_security_code":"•••"}]',
  ],
])('%s is masked under such a name', (_, json, masked) => {
  expect(maskVerificationValues(json)).toBe(masked);
  expect(() => JSON.parse(masked) as unknown).not.toThrow();
});

test.each([
  '{"description":"cvc: 123"}',
  '{"confirmation_code":"123","amount":100}',
  '{"verification_value":null,"cvc":true}',
  String.raw`{"a":"\"cvc\":1"}`,
])('anything else stays byte for byte: %s', (json) => {
  expect(maskVerificationValues(json)).toBe(json);
});
