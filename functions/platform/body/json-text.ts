import { GatewayError } from '../gateway-error.ts';

/** The tokens that matter here: strings, numbers, brackets, braces and colons. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[{}[\]:]/g;

const notExact = (): GatewayError =>
  new GatewayError('invalid_parameter', {
    message: 'The body holds a number that cannot be read exactly; send it as a string.',
  });

/** A double (IEEE 754) keeps every decimal of up to 15 significant digits exactly. */
const exactDigits = 15;

/** Whether JavaScript reads a number of JSON exactly. It rounds other numbers silently, and so would change an amount. */
function isExact(token: string): boolean {
  const [mantissa = ''] = token.split(/e/i);
  const digits = mantissa.replaceAll(/[-.]/g, '').replace(/^0+/, '');
  const value = Number(token);
  if (!Number.isFinite(value) || (value === 0 && digits !== '')) return false;
  return digits.length <= exactDigits || (Number.isSafeInteger(value) && String(value) === token);
}

/**
 * Checks what JSON.parse does not report: members that are given twice, of which only the last would count, and numbers
 * that would be rounded. A body that can be read in two ways must not move money.
 *
 * @param text valid JSON
 * @throws GatewayError invalid_parameter where it finds one
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
