import { randomBytes } from 'node:crypto';
import type { Example, ExampleRequest, ExampleToken } from './simulators/example.ts';
import { simulators } from './simulators/registry.ts';
import type { Simulator } from './simulators/simulator.ts';
import type { Local } from './local.ts';

type Listening = Pick<Local, 'url' | 'simulatorUrl' | 'keys'>;

/** A request to try: what it is for, and the command of a shell that makes it. */
export type FirstRequest = { readonly title: string; readonly command: string };

/**
 * What can be tried first, in this order.
 *
 * @param testModeKeys the keys of providers that are called in their own test modes, by provider
 */
export const firstRequests = (
  local: Listening,
  testModeKeys: Readonly<Record<string, string>>,
): readonly FirstRequest[] =>
  simulators.flatMap((simulator) => examplesOf(simulator, local, testModeKeys));

/** A fault of the sandbox: the next payment is made, and nobody hears of it. */
export function lostAnswer(): {
  readonly on: string;
  readonly match: string;
  readonly kind: string;
} {
  const [{ name }] = simulators;
  const path = withoutToken()?.path ?? '/';
  return { on: name, match: `POST ${path.replace(`/${name}/`, '/')}`, kind: 'drop_after_accept' };
}

const needsNoToken = (example: Example): example is ExampleRequest =>
  !isToken(example) && Object.values(example.fields).every((value) => !value.startsWith('$'));

const withoutToken = (): ExampleRequest | undefined => simulators[0].examples?.find(needsNoToken);

/**
 * The same for an answer that gets lost on its way: what is answered 409 once is the same payment when it is repeated.
 * None where the provider is really called, because nobody can lose its answers.
 */
export function lostRequests(
  { url, simulatorUrl, keys }: Listening,
  testModeKeys: Readonly<Record<string, string>>,
): readonly FirstRequest[] {
  const request = withoutToken();
  if (request === undefined || testModeKeys[simulators[0].name] !== undefined) return [];
  const again = { ...request, idempotencyKey: `order-lost-${randomBytes(3).toString('hex')}` };
  return [
    {
      title: 'Lose the answer to the next payment',
      command: `curl ${simulatorUrl}/sandbox/faults -d '${JSON.stringify(lostAnswer())}'`,
    },
    {
      title: 'Pay, hear 409, and send the same again: one payment',
      command: requestCommand(again, url, keys.admin),
    },
  ];
}

/** Each example with a command that can be copied. */
function examplesOf(
  { name, examples = [], originPath, testMode }: Simulator,
  { url, simulatorUrl, keys }: Listening,
  testModeKeys: Readonly<Record<string, string>>,
): FirstRequest[] {
  const isReal = testMode !== undefined && testModeKeys[name] !== undefined;
  const origin = isReal ? testMode.origin : `${simulatorUrl}${originPath}`;
  return examples.map((example) => {
    const { title } = example;
    if (!isToken(example)) return { title, command: requestCommand(example, url, keys.admin) };
    const publishableKey = isReal ? testMode.publishableKey : example.publishableKey;
    return { title, command: tokenCommand({ ...example, publishableKey }, origin) };
  });
}

const isToken = (example: Example): example is ExampleToken => 'variable' in example;

const tokenCommand = (example: ExampleToken, origin: string): string => {
  const { variable, path, publishableKey, fields, pattern } = example;
  const curl = `curl -s -u ${publishableKey}: ${origin}${path} ${parameters(fields)}`;
  return `${variable}=$(${curl} | grep -o "${pattern}")`;
};

const requestCommand = (
  { path, idempotencyKey, fields }: ExampleRequest,
  url: string,
  key: string,
): string =>
  `curl -i -u ${key}: ${url}${path} -H "Idempotency-Key: ${idempotencyKey}" ${parameters(fields)}`;

const parameters = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `-d "${name}=${value}"`)
    .join(' ');
