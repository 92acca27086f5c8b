import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from '../lib/readme.ts';

// Writes the tables of README.md anew, after a row or a refusal was changed.
writeFileSync('README.md', withTables(readFileSync('README.md', 'utf8')));
