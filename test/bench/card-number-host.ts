/**
 * Searches one text for card numbers a few times, in a process of its own. How many milliseconds the caller waits each
 * time goes to standard output.
 */
import { hasCardNumber, maskCardNumbersInJson } from '../../functions/platform/card-number.ts';
import { textOf } from './card-number-texts.ts';

const [name = '', bytes = '0', where = 'body'] = process.argv.slice(2);
const text =
  where === 'body' ? textOf(name, Number(bytes)) : `["${textOf(name, Number(bytes) - 4)}"]`;

function waitMs(): number {
  // As it comes from the network: in one piece, and new each time.
  const received = Buffer.from(text).toString();
  const before = performance.now();
  if (where === 'body') hasCardNumber(received);
  else maskCardNumbersInJson(received);
  return performance.now() - before;
}

process.stdout.write(JSON.stringify(Array.from({ length: 6 }, waitMs)));
