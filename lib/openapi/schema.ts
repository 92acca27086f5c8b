/** A JSON Schema of OpenAPI 3.1 (draft 2020-12). */
export type Schema = Readonly<Record<string, unknown>>;

/** A parameter of a request, as OpenAPI writes it. */
export type Parameter = {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly schema: Schema;
  readonly description?: string;
  readonly required?: true;
};

/** A parameter of the query. */
export const query = (name: string, schema: Schema, description: string): Parameter => ({
  in: 'query',
  name,
  schema,
  description,
});

/** A reference to a schema of the document's components. */
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const described = (schema: Schema, description?: string): Schema =>
  description === undefined ? schema : { ...schema, description };

export const text = (description?: string): Schema => described({ type: 'string' }, description);
export const textOrNull = (description?: string): Schema =>
  described({ type: ['string', 'null'] }, description);
export const whole = (description?: string): Schema => described({ type: 'integer' }, description);
export const flag = (description?: string): Schema => described({ type: 'boolean' }, description);

/** A moment with its offset, ISO 8601. */
export const moment = (description?: string): Schema =>
  described({ type: 'string', format: 'date-time' }, description);
export const momentOrNull = (description?: string): Schema =>
  described({ type: ['string', 'null'], format: 'date-time' }, description);

/** One of some words, and no other. */
export const oneOf = (words: readonly string[], description?: string): Schema =>
  described({ type: 'string', enum: words }, description);

/** A word of the provider's. These are known; another one is passed on as it came. */
export const wordLike = (words: readonly string[], description?: string): Schema => ({
  type: 'string',
  description: [description, `Known: ${words.map((word) => `\`${word}\``).join(', ')}.`]
    .filter((part) => part !== undefined)
    .join(' '),
  examples: words.slice(0, 1),
});

export const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });
export const listOf = (items: Schema, description?: string): Schema =>
  described({ type: 'array', items }, description);

/** Pairs of names and values. */
export const pairs = (description?: string): Schema =>
  described({ type: ['object', 'null'], additionalProperties: true }, description);

/**
 * An object. Members that are not listed pass through: a provider may add some on any day.
 *
 * @param required the members that are always there
 */
export const object = (
  required: readonly string[],
  properties: Readonly<Record<string, Schema>>,
  description?: string,
): Schema =>
  described(
    {
      type: 'object',
      ...(required.length > 0 && { required }),
      properties,
      additionalProperties: true,
    },
    description,
  );
