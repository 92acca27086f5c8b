import { operators } from './operators.ts';

/** Whether an event, or a record of a stream, matches. */
export type Pattern = (event: unknown) => boolean;

/** Whether what is found in a place of an event matches: the values there, of which a list may have none or many. */
type MatchesValues = (values: readonly unknown[]) => boolean;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listed = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as unknown[]).flatMap(listed) : [value];

/** One entry of a list of alternatives: a value as it is, or an object with one operator. */
function alternative(entry: unknown): MatchesValues {
  if (!isObject(entry)) {
    if (Array.isArray(entry)) throw new Error('A list in a list of an event pattern says nothing.');
    return (values) => values.includes(entry);
  }
  const [operation, ...others] = Object.entries(entry);
  if (operation === undefined || others.length > 0)
    throw new Error(`An entry of an event pattern has one operator: ${JSON.stringify(entry)}.`);
  const [name, operand] = operation;
  if (name === 'exists' && typeof operand === 'boolean')
    return (values) => values.length > 0 === operand;
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator === undefined)
    throw new Error(`The operator ${JSON.stringify(entry)} of an event pattern is not known here.`);
  const matches = operator(operand);
  return (values) => values.some(matches);
}

/** The alternatives of one member. Objects are no values: an operator sees leaves only. */
function leaf(entries: readonly unknown[]): Pattern {
  if (entries.length === 0) throw new Error('An empty list of an event pattern matches nothing.');
  const alternatives = entries.map(alternative);
  return (found) => {
    const values = listed(found).filter((value) => !isObject(value));
    return alternatives.some((matches) => matches(values));
  };
}

/** All members must match; of a list of objects one object must match all of them. */
function branch(pattern: Readonly<Record<string, unknown>>): Pattern {
  const members = Object.entries(pattern).map(([name, inner]) => {
    if (name.startsWith('$')) throw new Error(`${name} of an event pattern is not known here.`);
    return { name, matches: eventPattern(inner) };
  });
  if (members.length === 0) throw new Error('An empty event pattern says nothing.');
  const matchesOne = (event: unknown): boolean =>
    members.every(({ name, matches }) =>
      matches(isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined),
    );
  return (event) =>
    Array.isArray(event) && event.length > 0 ? event.some(matchesOne) : matchesOne(event);
}

/**
 * Reads an event pattern, as the rules of EventBridge and the filters of pipes have it ("Comparison operators for use in
 * event patterns"). Numbers are compared by their value, which EventBridge does up to five billion.
 *
 * @throws Error for what is not known here, at once: a pattern that is read as another one would match in silence
 */
export function eventPattern(pattern: unknown): Pattern {
  if (Array.isArray(pattern)) return leaf(pattern);
  if (isObject(pattern)) return branch(pattern);
  throw new Error(`An event pattern has lists and objects, not ${JSON.stringify(pattern)}.`);
}
