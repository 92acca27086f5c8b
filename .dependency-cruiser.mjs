import { readdirSync } from 'node:fs';

/*
 * The order of the folders, from the top to the bottom: each may import only what is in a later row. Folders of one row
 * do not import each other. functions/README.md draws the first list (`npm run generate`). Every
 * provider has a folder of operations, by the name of its folder in functions/providers.
 */
const providers = readdirSync('functions/providers', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'client')
  .map(({ name }) => name);

export const layers = {
  functions: [
    ['gateway'],
    ['registry.ts'],
    providers,
    ['inbox', 'canary', 'deliveries'],
    ['http', 'reconciliation'],
    ['recovery', 'orders'],
    ['ledger'],
    ['providers'],
    ['events'],
    ['platform'],
    ['operations.ts'],
  ],
  lib: [['console'], ['cli'], ['local'], ['host']],
  'lib/local': [
    ['home'],
    ['reload', 'demo', 'docs'],
    ['simulators'],
    ['sandbox'],
    ['api-gateway', 'events'],
    ['lambda'],
    ['aws'],
    ['template'],
  ],
  'lib/console': [['command.ts'], ['server'], ['reading'], ['pages', 'providers'], ['api']],
};

const pathOf = (folder, names) =>
  `^${folder}/(${names.map((name) => name.replace('.', '\\.')).join('|')})(/|$)`;

/** One rule for each row: it may import neither an earlier row nor another folder of its own. */
const rulesOf = (folder, rows) =>
  rows.flatMap((row, at) => {
    const above = rows.slice(0, at).flat();
    return row.map((name) => ({
      name: `order-of-${folder.replace('/', '-')}-${name}`,
      comment: 'A folder imports only what stands below it.',
      severity: 'error',
      from: { path: pathOf(folder, [name]) },
      to: { path: pathOf(folder, [...above, ...row.filter((other) => other !== name), 'none']) },
    }));
  });

const mayNot = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    mayNot('no-circle', 'Files do not import each other in a circle.', {}, { circular: true }),
    mayNot('no-gap', 'An import leads to a file or a package.', {}, { couldNotResolve: true }),
    mayNot(
      'functions-ship-alone',
      'functions/ ships: it imports no host, no infrastructure and no test.',
      { path: '^functions/' },
      { path: '^(lib|bin|test)/|aws-cdk-lib|constructs' },
    ),
    mayNot(
      'lib-below-bin',
      'lib/ imports functions/ only.',
      { path: '^lib/' },
      { path: '^(bin|test)/' },
    ),
    mayNot(
      'one-door-to-the-stack',
      'The local system reads the synthesized template; only what synthesizes it knows the stack.',
      { path: '^lib/local/', pathNot: '^lib/local/template/synthesize\\.ts$' },
      { path: '^lib/cloud/' },
    ),
    mayNot(
      'pages-know-no-server',
      'What a browser runs imports Preact, and the types that it shares with its server.',
      { path: '^lib/console/pages/' },
      { path: '^(functions|bin|test|lib/(?!console/(pages|api)/))' },
    ),
    mayNot(
      'client-stands-alone',
      'Storefronts copy the client: it imports nothing else.',
      { path: '^lib/client/' },
      { pathNot: '^lib/client/' },
    ),
    mayNot(
      'table-imports-nothing',
      'The table of operations is data, so that tools can read it at no cost.',
      { path: '^functions/operations\\.ts$' },
      { pathNot: '^$' },
    ),
    ...Object.entries(layers).flatMap(([folder, rows]) => rulesOf(folder, rows)),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(functions|lib|bin|test)/|aws-cdk-lib|constructs',
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
