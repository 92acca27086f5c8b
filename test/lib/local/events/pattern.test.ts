import { describe, expect, test } from '@jest/globals';
import { eventPattern } from '../../../../lib/local/events/pattern.ts';

/* The events and patterns are those of "Comparison operators for use in event patterns in Amazon EventBridge". */

const event = {
  version: '0',
  id: '3e3c153a-8339-4e30-8c35-687ebef853fe',
  'detail-type': 'EC2 Instance Launch Successful',
  source: 'aws.autoscaling',
  time: '2015-11-11T21:31:47Z',
  region: 'us-east-1',
  resources: ['arn:one', 'arn:two'],
  detail: {
    eventVersion: '',
    responseElements: null,
    state: 'running',
    'c-count': 5,
    'd-count': 3,
    'x-limit': 301.8,
    isOpen: true,
    inner: { deep: 'x' },
    none: [],
    list: [
      { name: 'a', size: 1 },
      { name: 'b', size: 2 },
    ],
  },
};

const detail = (member: string, ...entries: unknown[]) => ({ detail: { [member]: entries } });

describe('a pattern matches', () => {
  test.each<[string, object]>([
    ['an exact text', { source: ['aws.autoscaling'] }],
    ['one of several', { source: ['aws.ec2', 'aws.autoscaling'] }],
    ['all members', { region: ['us-east-1'], detail: { state: ['running'] } }],
    ['a list that shares a value', { resources: ['arn:two', 'arn:three'] }],
    ['a number', detail('c-count', 5)],
    ['a boolean', detail('isOpen', true)],
    ['an empty text', detail('eventVersion', '')],
    ['null', detail('responseElements', null)],
    ['a beginning', { time: [{ prefix: '2015-11-11' }] }],
    [
      'a beginning whatever its case',
      { source: [{ prefix: { 'equals-ignore-case': 'AWS.AUTO' } }] },
    ],
    ['an end', { 'detail-type': [{ suffix: 'Successful' }] }],
    [
      'a text whatever its case',
      { 'detail-type': [{ 'equals-ignore-case': 'ec2 instance launch successful' }] },
    ],
    ['anything but a text', detail('state', { 'anything-but': 'initializing' })],
    ['anything but some texts', detail('state', { 'anything-but': ['stopped', 'overloaded'] })],
    ['anything but some numbers', detail('x-limit', { 'anything-but': [100, 200, 300] })],
    ['a range', detail('c-count', { numeric: ['>', 0, '<=', 5] })],
    ['a limit', detail('d-count', { numeric: ['<', 10] })],
    ['an equal number', detail('x-limit', { numeric: ['=', 3.018e2] })],
    ['what is there', detail('state', { exists: true })],
    ['null, which is there', detail('responseElements', { exists: true })],
    ['what is not there', detail('other', { exists: false })],
    ['what is not there below what is not there', { other: { more: [{ exists: false }] } }],
    ['an object as what is not there: it is no leaf', detail('inner', { exists: false })],
    ['an empty list as what is not there', detail('none', { exists: false })],
    ['one of two operators', detail('state', { prefix: 'stop' }, { prefix: 'run' })],
    ['an object of a list', { detail: { list: { name: ['b'], size: [2] } } }],
  ])('%s', (_what, pattern) => {
    expect(eventPattern(pattern)(event)).toBe(true);
  });
});

describe('a pattern does not match', () => {
  test.each<[string, object]>([
    ['another text', { source: ['aws.ec2'] }],
    ['only one of two members', { region: ['us-east-1'], detail: { state: ['stopped'] } }],
    ['a number as a text', detail('c-count', '5')],
    ['another beginning', { time: [{ prefix: '2016' }] }],
    ['the beginning of what is no text', detail('c-count', { prefix: '5' })],
    ['anything but this', detail('state', { 'anything-but': ['running'] })],
    ['anything but this, of what is not there', detail('other', { 'anything-but': 'x' })],
    ['out of a range', detail('c-count', { numeric: ['>', 0, '<', 5] })],
    ['a text in a range of numbers', detail('state', { numeric: ['>', 0] })],
    ['what is not there', detail('other', { exists: true })],
    ['what is there', detail('state', { exists: false })],
    ['an object: it is no leaf', detail('inner', { exists: true })],
    ['two objects of a list together', { detail: { list: { name: ['a'], size: [2] } } }],
    ['null as what is missing', detail('other', null)],
    ['a member that every object has', { constructor: { name: ['Object'] } }],
  ])('%s', (_what, pattern) => {
    expect(eventPattern(pattern)(event)).toBe(false);
  });
});

test.each<[string, unknown]>([
  ['an unknown operator', { state: [{ wildcard: 'run*' }] }],
  ['a member that every object has', { state: [{ toString: 'x' }] }],
  ['two operators in one', { state: [{ prefix: 'a', suffix: 'b' }] }],
  ['an operator without its operand', { state: [{ prefix: 5 }] }],
  ['exists with a text', { state: [{ exists: 'true' }] }],
  ['texts and numbers that are anything but', { state: [{ 'anything-but': ['a', 1] }] }],
  ['an operator in anything-but', { state: [{ 'anything-but': { prefix: 'a' } }] }],
  ['half a range', { state: [{ numeric: ['>', 0, '<'] }] }],
  ['an unknown comparison', { state: [{ numeric: ['!=', 0] }] }],
  ['$or', { $or: [{ state: ['a'] }, { region: ['b'] }] }],
  ['a value without its list', { state: 'running' }],
  ['an empty list', { state: [] }],
  ['a list in a list', { state: [['a']] }],
  ['an empty pattern', {}],
])('fails at once for %s', (_what, pattern) => {
  expect(() => eventPattern(pattern)).toThrow(/event pattern/);
});
