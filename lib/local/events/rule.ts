import type { InputTransformer, LocalEventRule } from '../template/events/event-rules.ts';
import type { BusEvent } from './event.ts';
import { inputTemplate } from './input-template.ts';
import { jsonPath } from './json-path.ts';
import { eventPattern, type Pattern } from './pattern.ts';

/** A rule that runs: which events it takes, and what its function is given. */
export type Rule = {
  readonly name: string;
  readonly operation: string;
  readonly matches: Pattern;
  /** @throws Error where the event has not what the input is made of */
  readonly inputOf: (event: BusEvent) => unknown;
};

/** Makes the input of a target. @throws Error for a template or a path that is not known here */
function transformer({ paths, template }: InputTransformer): (event: BusEvent) => unknown {
  const fill = inputTemplate(template, (variable) => Object.hasOwn(paths, variable));
  const values = new Map(Object.entries(paths).map(([name, path]) => [name, jsonPath(path)]));
  return (event) => fill((variable) => values.get(variable)?.(event));
}

/** Reads a rule. @throws Error for a pattern or an input that is not known here */
export const createRule = ({ rule, pattern, operation, input }: LocalEventRule): Rule => ({
  name: rule,
  operation,
  matches: eventPattern(pattern),
  inputOf: input === undefined ? (event) => event : transformer(input),
});
