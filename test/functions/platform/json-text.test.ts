import { describe, expect, test } from '@jest/globals';
import { checkJsonText } from '../../../functions/platform/body/json-text.ts';
import { GatewayError } from '../../../functions/platform/gateway-error.ts';

describe('a JSON text', () => {
  test.each([
    '{}',
    '{"a":1,"b":{"a":1}}',
    '[{"a":1},{"a":2}]',
    '{"a":"a","b":"\\"a\\":1"}',
    '{"a":{"b":1},"b":2}',
    '{"amount":1000,"rate":0.1,"tiny":1.5e-10,"big":9007199254740991,"zero":0,"none":0.000,"e":1E3}',
    '{"latitude":35.6761919504,"negative":-12.25}',
    '{"text":"9007199254740993"}',
  ])('that can be read in one way passes: %s', (text) => {
    expect(() => {
      checkJsonText(text);
    }).not.toThrow();
  });

  test.each([
    ['{"amount":1,"amount":100000}', 'amount'],
    ['{"a":{"b":1,"c":2,"b":3}}', 'b'],
    ['[{"a":1,"\\u0061":2}]', 'a'],
  ])('with a member given twice is refused: %s', (text, param) => {
    const refused = expect(() => {
      checkJsonText(text);
    });

    refused.toThrow(GatewayError);
    refused.toThrow(`${param} is given twice.`);
  });

  test.each([
    '{"amount":999.99999999999999999}',
    '{"a":0.10000000000000000001}',
    '{"a":1e-400}',
    '{"a":1e400}',
    '[9007199254740993]',
    '[-123456789012345678]',
  ])('with a number that would be rounded is refused: %s', (text) => {
    expect(() => {
      checkJsonText(text);
    }).toThrow('cannot be read exactly');
  });
});
