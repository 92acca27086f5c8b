/**
 * `npm run mutants`: the shipped code is broken in many ways, one at a time, and a unit test must fail each time.
 * `-- window` takes only those whose name or file holds that word.
 */
import { createProgress } from '../bench/progress.ts';
import { mutants } from './mutants.ts';
import { isEquivalent, searchMutants } from './search.ts';

const [word = ''] = process.argv.slice(2);
const chosen = mutants.filter(({ name, file }) => `${name} ${file}`.includes(word));
if (chosen.length === 0) {
  process.stderr.write(
    `No mutant has “${word}” in its name or its file. Leave the word out for all of them.\n`,
  );
  process.exit(2);
}
const progress = createProgress(process.stderr);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const noticed = await searchMutants(chosen, progress.at);
progress.end();
for (const mutant of chosen) {
  if (isEquivalent(mutant)) print(`nothing ${mutant.name}: ${mutant.equivalent}`);
}
for (const [mutant, by] of noticed) {
  print(`${by === undefined ? 'ESCAPED' : 'caught'}  ${mutant.name}: ${by ?? mutant.test}`);
}
const count = [...noticed.values()].filter((by) => by !== undefined).length;
print(`mutants caught ${count}/${noticed.size}`);
process.exitCode = count === noticed.size ? 0 : 1;
