import { writeFileSync } from 'node:fs';
import { generatedFiles } from '../lib/generated/files.ts';

// Writes anew what is made from the code: after a row, a provider or an error code was changed.
for await (const [path, text] of generatedFiles()) writeFileSync(path, text);
