'use strict';
/*
 * Runs a file of TypeScript: `node bin/run.cjs bin/local.ts`. It first refuses a Node that could not, in one sentence
 * in place of the errors that such a Node gives. `engines` in package.json says which versions are supported.
 */
var path = require('path');
var whyUnsupported = require('./node-version.cjs');

var why = whyUnsupported(process.versions.node, require('../package.json').engines.node);
if (why !== undefined) {
  console.error(why);
  process.exit(1);
}

process.argv.splice(1, 1);
process.argv[1] = path.resolve(process.argv[1]);
import('tsx').then(function () {
  return import(require('url').pathToFileURL(process.argv[1]).href);
});
