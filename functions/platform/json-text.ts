import { GatewayError } from './gateway-error.ts';

/** The tokens that matter: strings, numbers, and what opens, parts and closes. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]:]/g;

const notExact = (): GatewayError =>
  new GatewayError('invalid_parameter', {
    message: 'The body holds a number that cannot be read exactly; send it as a string.',
  });

/** Every decimal of up to 15 significant digits survives being read as a double (IEEE 754). */
const exactDigits = 15;

/** Whether a number in JSON is read as what was written: amounts beyond it would be rounded without a word. */
function isExact(token: string): boolean {
  const [mantissa = ''] = token.split(/e/i);
  const digits = mantissa.replaceAll(/[-.]/g, '').replace(/^0+/, '');
  const value = Number(token);
  if (!Number.isFinite(value) || (value === 0 && digits !== '')) return false;
  return digits.length <= exactDigits || (Number.isSafeInteger(value) && String(value) === token);
}

/**
 * Refuses what is lost when JSON is read: members that are given twice, of which only the last would count, and numbers
 * that would be rounded. What could be read in two ways must not move money in either.
 *
 * @param text valid JSON
 * @throws GatewayError invalid_parameter
 */
export function checkJsonText(text: string): void {
  const open: Set<string>[] = [];
  const found = text.match(tokens) ?? [];
  for (const [index, token] of found.entries()) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (found[index + 1] === ':') checkName(JSON.parse(token) as string, open.at(-1));
    else if (/^[-\d]/.test(token) && !isExact(token)) throw notExact();
  }
}

function checkName(name: string, names: Set<string> | undefined): void {
  if (names?.has(name) === true) {
    throw new GatewayError('invalid_parameter', {
      param: name,
      message: `${name} is given twice.`,
    });
  }
  names?.add(name);
}
