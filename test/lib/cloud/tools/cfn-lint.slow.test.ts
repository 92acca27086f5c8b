import { expect, test } from '@jest/globals';
import { isInstalled, printed, withTemplates } from './tool.ts';

/* cfn-lint knows the schemas by which CloudFormation accepts a template, and what it does with the values. */

type Finding = { readonly Rule: { readonly Id: string }; readonly Message: string };

/** What is not kept, and why. */
const acknowledged = {
  W3005:
    'A dependency that a reference already makes is written by CDK once more. It changes nothing.',
};

const isThere = isInstalled('cfn-lint', ['--version'], 'pip install cfn-lint');

(isThere ? test : test.skip)(
  'CloudFormation’s schemas accept the templates of every environment',
  async () => {
    const text = await withTemplates((paths) => printed('cfn-lint', ['-f', 'json', ...paths]));
    const findings = JSON.parse(text) as readonly Finding[];
    const unexplained = findings.filter(({ Rule }) => !(Rule.Id in acknowledged));

    expect(unexplained.map(({ Rule, Message }) => `${Rule.Id} ${Message}`)).toEqual([]);
  },
  600_000,
);
