/**
 * `npm run incident -- provider-down`: stages an incident on the local system and follows the runbook to its end. Any
 * other name, or none, lists what there is.
 */
import { runAssembly } from '../support/run-assembly.ts';
import { rehearse } from './incident.ts';
import { incidents } from './incidents.ts';

// On Node 20 the SDK announces its end of support.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const [name = ''] = process.argv.slice(2);
const incident = incidents[name];

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

if (incident === undefined) {
  for (const [each, { title }] of Object.entries(incidents)) print(`${each}: ${title}`);
  process.exitCode = 1;
} else {
  await rehearse(incident, runAssembly(), print);
}
