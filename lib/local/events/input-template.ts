/** Makes JSON of the values of variables. @throws Error where a value is missing or cannot stand in its place */
export type FillTemplate = (valueOf: (variable: string) => unknown) => unknown;

type Part = string | { readonly variable: string; readonly isInText: boolean };

/** Whether a text ends inside of a string of JSON. A quotation mark behind a backslash does not end one. */
const endsInText = (text: string): boolean =>
  text.replaceAll(/\\./g, '').split('"').length % 2 === 0;

/** The parts of a template: texts, and variables in angle brackets. */
function partsOf(template: string): readonly Part[] {
  let before = '';
  return template.split(/(<[^<>]*>)/).map((text, at) => {
    const isInText = endsInText(before);
    before += at % 2 === 0 ? text : '';
    return at % 2 === 0 ? text : { variable: text.slice(1, -1), isInText };
  });
}

/** A value as it stands in a template: JSON by itself, and its characters inside of a string of JSON. */
function written({ variable, isInText }: Exclude<Part, string>, value: unknown): string {
  if (value === undefined) throw new Error(`${variable} is not there.`);
  if (!isInText) return JSON.stringify(value);
  if (typeof value === 'object' && value !== null)
    throw new Error(`${variable} is no text, and stands in quotation marks.`);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}

/**
 * Reads an input template of EventBridge: JSON with variables in angle brackets, in quotation marks or without them.
 *
 * What EventBridge does where a variable has no value is not documented for pipes. Here it is an error, so that nobody
 * relies on it.
 *
 * @param isKnown whether a name is one of a variable
 * @throws Error for a template with unknown variables, or one that would not give JSON
 */
export function inputTemplate(
  template: string,
  isKnown: (variable: string) => boolean,
): FillTemplate {
  const parts = partsOf(template);
  for (const part of parts)
    if (typeof part !== 'string' && !isKnown(part.variable))
      throw new Error(`The variable <${part.variable}> of an input template is not known here.`);
  const fill: FillTemplate = (valueOf) =>
    JSON.parse(
      parts
        .map((part) => (typeof part === 'string' ? part : written(part, valueOf(part.variable))))
        .join(''),
    ) as unknown;
  fill(() => '');
  return fill;
}
