import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { names } from '../bundle/code-cache/compile.ts';
import { runtimeVersion } from '../bundle/code-cache/runtime.ts';

/**
 * The code of a function. V8 never writes the same cache twice, so it counts as the same by the code that it was made of:
 * else every deployment would replace every function.
 */
export function codeIn(directory: string): Code {
  const code = join(directory, names.code);
  if (!existsSync(code)) return Code.fromAsset(directory);
  const hash = createHash('sha256').update(runtimeVersion);
  for (const file of [code, join(directory, 'index.cjs')]) hash.update(readFileSync(file));
  return Code.fromAsset(directory, {
    assetHash: hash.digest('hex'),
    assetHashType: AssetHashType.CUSTOM,
  });
}
