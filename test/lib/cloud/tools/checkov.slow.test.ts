import { expect, test } from '@jest/globals';
import { isInstalled, printed, withTemplates } from './tool.ts';

/* checkov's rules of security, over the templates of every environment. */

type Check = { readonly check_id: string; readonly resource: string };
type Report = { readonly results: { readonly failed_checks: readonly Check[] } };

/** What is not kept, and why. A rule that is kept everywhere may not stand here. */
const acknowledged: Readonly<Record<string, string>> = {
  CKV_AWS_26:
    'A key of AWS’s own would keep CloudWatch from publishing to the topic. A message holds an alarm and its figure, nothing of a payment.',
  CKV_AWS_27:
    'The queue is encrypted by SQS (SSE-SQS). It holds which rule was to start and when, nothing of a payment.',
  CKV_AWS_59:
    'Webhooks: a provider has no key of the gateway, and is recognised by its signature or token.',
  CKV_AWS_115:
    'Reserving concurrency is a setting: a new account has a quota of 10, of which none can be reserved.',
  CKV_AWS_116:
    'Only what is started without a caller needs a queue. Schedules have one by their EventInvokeConfig, which the rule does not see.',
  CKV_AWS_117:
    'The functions reach AWS and the provider only, and hold no address of a network. A VPC would add a NAT gateway and its outages.',
  CKV_AWS_119:
    'The table is encrypted with the key that AWS manages for the account; `customerManagedKey` takes one of the stack.',
  CKV_AWS_120: 'Answers about payments must never be those of a cache.',
  CKV_AWS_149:
    'The secrets are encrypted with the key that AWS manages for the account; `customerManagedKey` takes one of the stack.',
  CKV_AWS_158:
    'CloudWatch encrypts every log with a key of its own. The logs hold no card, no secret and no body.',
  CKV_AWS_173:
    'The variables hold names and addresses of resources. Lambda encrypts them with a key of its own.',
};

const isThere = isInstalled('checkov', ['--version'], 'pip install checkov');

(isThere ? test : test.skip)(
  'every rule of checkov is kept, or it is said why not',
  async () => {
    const text = await withTemplates((paths) =>
      printed('checkov', [
        ...['--framework', 'cloudformation', '--quiet', '--compact', '-o', 'json'],
        ...paths.flatMap((path) => ['-f', path]),
      ]),
    );
    const failed = ([JSON.parse(text)].flat() as readonly Report[]).flatMap(
      ({ results }) => results.failed_checks,
    );

    expect([...new Set(failed.map(({ check_id: id }) => id))].sort()).toEqual(
      Object.keys(acknowledged).sort(),
    );
  },
  600_000,
);
