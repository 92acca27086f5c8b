import { expect, test } from '@jest/globals';
import { modeOf } from '../../../lib/cli/stack-outputs.ts';

test.each([
  ['https://api.execute-api.ap-northeast-1.amazonaws.com/live', 'live'],
  ['https://api.execute-api.ap-northeast-1.amazonaws.com/test/', 'test'],
  ['https://live.example.com/test', 'test'],
  ['https://pay.example.com/', undefined],
  [undefined, undefined],
])('the base URL %s says the mode %s', (BaseUrl, mode) => {
  expect(modeOf(BaseUrl === undefined ? {} : { BaseUrl })).toBe(mode);
});
