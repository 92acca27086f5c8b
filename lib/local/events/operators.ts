/** Whether one value of an event, which is neither object nor list, matches. */
export type Matches = (value: unknown) => boolean;

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';

function unknownOperand(operator: string, operand: unknown): never {
  throw new Error(`${operator} of an event pattern cannot take ${JSON.stringify(operand)} here.`);
}

/** An operator whose operand is a text, or `{"equals-ignore-case": text}`. */
const ofText =
  (operator: string, holds: (value: string, operand: string) => boolean) =>
  (operand: unknown): Matches => {
    if (isText(operand)) return (value) => isText(value) && holds(value, operand);
    const text = insensitive(operand);
    if (text === undefined) return unknownOperand(operator, operand);
    return (value) => isText(value) && holds(value.toLowerCase(), text);
  };

function insensitive(operand: unknown): string | undefined {
  const [[name, text] = [], ...others] = Object.entries(Object(operand) as object);
  return name === 'equals-ignore-case' && isText(text) && others.length === 0
    ? text.toLowerCase()
    : undefined;
}

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  '=': (value, limit) => value === limit,
  '<': (value, limit) => value < limit,
  '<=': (value, limit) => value <= limit,
  '>': (value, limit) => value > limit,
  '>=': (value, limit) => value >= limit,
};

/** `[">", 0, "<=", 5]`: pairs of a comparison and a number, all of which must hold. */
function numeric(operand: unknown): Matches {
  const words: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const pairs = words.flatMap((word, at) => {
    const compare = at % 2 === 0 ? comparisons[String(word)] : undefined;
    const limit = words[at + 1];
    return compare === undefined || !isNumber(limit) ? [] : [{ compare, limit }];
  });
  if (pairs.length === 0 || pairs.length * 2 !== words.length)
    return unknownOperand('numeric', operand);
  return (value) => isNumber(value) && pairs.every(({ compare, limit }) => compare(value, limit));
}

/** A text or a number, or a list of texts or of numbers. */
function anythingBut(operand: unknown): Matches {
  const others: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const isOfOneKind = others.every(isText) || others.every(isNumber);
  if (others.length === 0 || !isOfOneKind) return unknownOperand('anything-but', operand);
  return (value) => !others.some((other) => other === value);
}

/** EventBridge's operators that look at a value, by name; `exists` looks for one, and is not among them. */
export const operators: Readonly<Record<string, (operand: unknown) => Matches>> = {
  prefix: ofText('prefix', (value, operand) => value.startsWith(operand)),
  suffix: ofText('suffix', (value, operand) => value.endsWith(operand)),
  'equals-ignore-case': (operand) => {
    if (!isText(operand)) return unknownOperand('equals-ignore-case', operand);
    return (value) => isText(value) && value.toLowerCase() === operand.toLowerCase();
  },
  'anything-but': anythingBut,
  numeric,
};
