/**
 * Searches one text for card numbers a few times, in a process of its own. The milliseconds of CPU of each time go to
 * standard output.
 */
import { hasCardNumber, maskCardNumbersInJson } from '../../functions/platform/card-number.ts';
import { textOf } from './card-number-texts.ts';

const [name = '', bytes = '0', where = 'body'] = process.argv.slice(2);
const text =
  where === 'body' ? textOf(name, Number(bytes)) : `["${textOf(name, Number(bytes) - 4)}"]`;

function cpuMs(): number {
  // As it comes from the network: in one piece, and new each time.
  const received = Buffer.from(text).toString();
  const before = process.cpuUsage();
  if (where === 'body') hasCardNumber(received);
  else maskCardNumbersInJson(received);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

process.stdout.write(JSON.stringify(Array.from({ length: 6 }, cpuMs)));
