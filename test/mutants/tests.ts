import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { copyProject, type ProjectCopy } from '../support/project-copy.ts';

/* Tests in a copy of the project, where the code may be broken. */

const parts = ['functions', 'lib', 'test', 'package.json'];

/** A copy of the project in which tests can be run. */
export const copyWithTests = (): Promise<ProjectCopy> => copyProject('mutants', parts);

/** The path of a test file in the project. */
export const testPath = (test: string): string => `test/${test}.test.ts`;

type Result = {
  readonly numTotalTests: number;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
};

/** A test that waits for what never comes is noticed, too. */
const longestMs = 90_000;

/**
 * Runs test files in a copy, without the stack that journeys need. Gives the names of the tests that failed.
 *
 * @param mostMs how long they may take together
 * @throws Error where no test ran
 */
export async function failedTests(
  copy: ProjectCopy,
  tests: readonly string[],
  mostMs = longestMs,
): Promise<readonly string[]> {
  const output = copy.path('result.json');
  const words = [
    ...['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    ...[
      'node_modules/jest/bin/jest.js',
      '--globalSetup=',
      '--silent',
      '--runInBand',
      '--forceExit',
    ],
    ...['--json', `--outputFile=${output}`, ...tests.map(testPath)],
  ];
  await new Promise<void>((resolve) => {
    const bounds = { cwd: copy.path('.'), timeout: mostMs, maxBuffer: 2 ** 26 };
    execFile(process.execPath, words, bounds, () => {
      resolve();
    });
  });
  const result = JSON.parse(await readFile(output, 'utf8')) as Result;
  const failed = result.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
  // Code that does not even load proves nothing about its tests.
  if (result.numTotalTests === 0) {
    throw new Error(result.testResults.map(({ message }) => message).join('\n'));
  }
  return failed;
}
