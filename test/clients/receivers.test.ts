import { execFile, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { transform } from 'esbuild';
import { payloadOf } from '../../functions/deliveries/payload.ts';
import { signatureHeaders } from '../../functions/deliveries/sign.ts';
import { after, minuteMs, now, secondMs, type EpochMs } from '../../functions/platform/clock.ts';
import { changeOf } from '../support/deliveries.ts';

/* The samples of the document for receivers, each run as it stands there, where its language is installed. */

const document = readFileSync('functions/deliveries/RECEIVERS.md', 'utf8');

/** The only block of code of a language. */
function sampleOf(language: string): string {
  const blocks = document.split(`\n\`\`\`${language}\n`).slice(1);
  if (blocks.length !== 1) throw new Error(`There are ${blocks.length} samples of ${language}.`);
  return blocks[0]?.split('\n```')[0] ?? '';
}

type Case = {
  readonly secret: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const [secret, older, foreign] = [1, 2, 3].map(
  (byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`,
) as [string, string, string];

const event = changeOf('pay_1', 1, { order: '注文1' });
const body = payloadOf(event);
const signed = (secrets: readonly string[], at: EpochMs = now()): Case['headers'] =>
  signatureHeaders({ id: event.id, body }, secrets, at);
const headers = signed([secret]);
const signature = headers['webhook-signature'] ?? '';

/** What whoever knows no secret can make. */
const withoutKey = `v1,${createHmac('sha256', '')
  .update(`${event.id}.${headers['webhook-timestamp'] ?? ''}.${body}`)
  .digest('base64')}`;

const old = 'not of this time';
const wrong = 'not signed with this secret';
const taken = 'payment.changed';

const cases: Readonly<Record<string, readonly [Case, result: string]>> = {
  'what was signed is taken': [{ secret, headers, body }, taken],
  'a secret without its prefix is taken': [{ secret: secret.slice(6), headers, body }, taken],
  'one that the stack has made is taken': [
    { secret: 'a1B2'.repeat(10), headers: signed(['a1B2'.repeat(10)]), body },
    taken,
  ],
  'the second signature is enough': [
    { secret: older, headers: signed([secret, older]), body },
    taken,
  ],
  'the first signature is enough': [{ secret, headers: signed([secret, older]), body }, taken],
  'almost five minutes are no matter': [
    { secret, headers: signed([secret], after(now(), -5 * minuteMs + 60 * secondMs)), body },
    taken,
  ],
  'nothing is verified without a secret': [
    { secret: '', headers: { ...headers, 'webhook-signature': withoutKey }, body },
    'no secret',
  ],
  'another body is refused': [{ secret, headers, body: body.replace('1000', '1') }, wrong],
  'another id is refused': [
    { secret, headers: { ...headers, 'webhook-id': 'evt_x' }, body },
    wrong,
  ],
  'another secret is refused': [{ secret: foreign, headers: signed([secret, older]), body }, wrong],
  'a part of a signature is refused': [
    { secret, headers: { ...headers, 'webhook-signature': signature.slice(0, -4) }, body },
    wrong,
  ],
  'no signature is refused': [
    { secret, headers: { ...headers, 'webhook-signature': '' }, body },
    wrong,
  ],
  'what is older than five minutes is refused': [
    { secret, headers: signed([secret], after(now(), -5 * minuteMs - 2 * secondMs)), body },
    old,
  ],
  'what is of later than in five minutes is refused': [
    { secret, headers: signed([secret], after(now(), 6 * minuteMs)), body },
    old,
  ],
  'an old one is not made new by another time': [
    {
      secret,
      headers: {
        ...signed([secret], after(now(), -9 * minuteMs)),
        'webhook-timestamp': headers['webhook-timestamp'] ?? '',
      },
      body,
    },
    wrong,
  ],
};

/** How a language runs a text, and what hands the cases of its first word to the sample and prints what came of each. */
const languages = {
  js: {
    command: ['node', '--input-type=module', '-e'],
    run: `for (const { secret, headers, body } of JSON.parse(process.argv[1])) {
      try { console.log(verify(secret, headers, Buffer.from(body)).type); }
      catch (error) { console.log(error.message); }
    }`,
  },
  php: {
    command: ['php', '-r'],
    run: `foreach (json_decode($argv[1], true) as $case) {
      try { echo verify($case['secret'], $case['headers'], $case['body'])['type'], "\\n"; }
      catch (RuntimeException $error) { echo $error->getMessage(), "\\n"; }
    }`,
  },
  python: {
    command: ['python3', '-c'],
    run: [
      'import sys',
      'for case in json.loads(sys.argv[1]):',
      '    try: print(verify(case["secret"], case["headers"], case["body"].encode())["type"])',
      '    except ValueError as error: print(error)',
    ].join('\n'),
  },
  ruby: {
    command: ['ruby', '-e'],
    run: `JSON.parse(ARGV[0]).each do |given|
      puts verify(*given.values_at('secret', 'headers', 'body'))['type']
    rescue RuntimeError => error
      puts error.message
    end`,
  },
} as const;

const names = Object.keys(languages) as (keyof typeof languages)[];

const isInstalled = (command: string): boolean =>
  spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;

describe.each(names)('the sample in %s', (name) => {
  const { command, run } = languages[name];
  const [program, ...options] = command;

  test('has about ten lines', () => {
    expect(sampleOf(name).split('\n').length).toBeLessThanOrEqual(14);
  });

  // Which languages a machine has is seen in the names of the tests that were skipped.
  const testIt = isInstalled(program) ? test : test.skip;
  testIt(`takes and refuses what it should (skipped where there is no ${program})`, async () => {
    const text = `${sampleOf(name)}\n${run}`;
    const given = JSON.stringify(Object.values(cases).map(([each]) => each));

    const { stdout } = await promisify(execFile)(program, [...options, text, given]);

    const results = stdout.trimEnd().split('\n');
    const named = Object.keys(cases).map((title, place) => [title, results[place]]);
    expect(named).toEqual(Object.entries(cases).map(([title, [, result]]) => [title, result]));
  });
});

test('the rule of a stack of one’s own synthesizes', async () => {
  const { code } = await transform(sampleOf('ts'), { loader: 'ts' });
  const synthesize = `
    import { App } from 'aws-cdk-lib';
    import { Template } from 'aws-cdk-lib/assertions';
    const stack = new ShopStack(new App({ analyticsReporting: false }), 'Shop');
    console.log(JSON.stringify(Template.fromStack(stack).findResources('AWS::Events::Rule')));
  `;

  const { stdout } = await promisify(execFile)('node', [
    ...['--input-type=module', '-e'],
    `${code}\n${synthesize}`,
  ]);

  const [rule] = Object.values(JSON.parse(stdout) as Record<string, { Properties: object }>);
  expect(rule?.Properties).toMatchObject({
    EventBusName: 'NAME',
    EventPattern: { source: ['payment-gateway'], detail: { type: ['payment.changed'] } },
    Targets: [{ Arn: expect.anything(), Id: 'Target0' }],
  });
}, 60_000);
