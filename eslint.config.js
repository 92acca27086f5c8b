import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const noEnvironment = {
  object: 'process',
  property: 'env',
  message: 'Read it in functions/platform/settings.ts or lib/local/settings.ts.',
};

/** Arrows point one way: bin → lib → functions, and test → everything. */
const mayNotImport = (folders, message, more = []) => ({
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ regex: `(^|/)(${folders})/`, message }, ...more] },
    ],
  },
});

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'cdk.out*',
      'coverage',
      'eslint.config.js',
      '.dependency-cruiser.mjs',
      // For a Node that is too old to run anything else.
      'bin/*.cjs',
    ],
  },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      complexity: ['error', 10],
      'max-depth': ['error', 3],
      'max-params': ['error', 3],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-properties': ['error', noEnvironment],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/strict-boolean-expressions': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['functions/**'],
    ...mayNotImport('lib|bin|test', 'functions/ ships; it may not import hosts or tests.', [
      { regex: '^aws-cdk-lib|^constructs', message: 'Infrastructure belongs in lib/cloud.' },
    ]),
  },
  {
    files: ['lib/**'],
    ...mayNotImport('bin|test', 'lib/ may import functions/ only.'),
  },
  {
    files: ['functions/platform/settings.ts', 'lib/local/settings.ts', 'test/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Written by `npm run generate`, as long as the API is.
    files: ['lib/client/operations.ts'],
    rules: { 'max-lines': 'off' },
  },
  {
    // A describe block is a table of contents, not a function; the columns of a table of cases are parameters.
    files: ['test/**'],
    rules: { 'max-lines-per-function': 'off', 'max-params': 'off' },
  },
);
