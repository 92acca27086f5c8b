/** A JSON Schema of the API's document, as far as a type can say it. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly not?: Schema;
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly maxProperties?: number;
  readonly description?: string | undefined;
};

const literal = (value: unknown): string => JSON.stringify(value);

/** A text as the comment of what follows it. */
export const comment = (text: string | undefined): string =>
  text === undefined ? '' : `/** ${text.replaceAll(/\s+/g, ' ')} */\n`;

/** `'acme.charge.create.body'` → `'AcmeChargeCreateBody'`, from the schema's name or a reference to it. */
export const typeName = (name: string): string =>
  name
    .replace(/^.*\//, '')
    .replaceAll(/(?:^|[.-])(\w)/g, (_, letter: string) => letter.toUpperCase());

/** One member of an object. */
export const member = (name: string, schema: Schema, isRequired: boolean): string =>
  `${comment(schema.description)}readonly ${literal(name)}${isRequired ? '' : '?'}: ${typeOf(schema)};`;

/** What is not listed may be there, too. */
function objectType({ properties, required = [], ...schema }: Schema): string {
  const { maxProperties, additionalProperties } = schema;
  if (maxProperties === 0) return 'Readonly<Record<string, never>>';
  const other = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
  if (properties === undefined) return `Readonly<Record<string, ${other}>>`;
  const members = Object.entries(properties).map(([name, each]) =>
    member(name, each, required.includes(name)),
  );
  return `{\n${members.join('\n')}\nreadonly [other: string]: unknown;\n}`;
}

const named: Readonly<Record<string, (schema: Schema) => string>> = {
  object: objectType,
  array: ({ items = {}, maxItems }) =>
    maxItems === 0 ? 'readonly []' : `readonly (${typeOf(items)})[]`,
  integer: () => 'number',
};

/** The types of which a value has one. */
function typesOf(schema: Schema): readonly string[] {
  if (schema.$ref !== undefined) return [typeName(schema.$ref)];
  if (schema.not !== undefined) return ['never'];
  if (schema.const !== undefined) return [literal(schema.const)];
  if (schema.enum !== undefined) return schema.enum.map(literal);
  if (schema.type !== undefined) {
    return [schema.type].flat().map((type) => named[type]?.(schema) ?? type);
  }
  return schema.anyOf?.flatMap(typesOf) ?? ['unknown'];
}

/**
 * A schema as a TypeScript type. Other schemas go by their {@link typeName}. What cannot be said is left out: a pattern, a
 * bound, which members go together.
 */
export function typeOf(schema: Schema): string {
  const types = typesOf(schema);
  // A literal says nothing beside its type.
  const isSaid = (type: string): boolean =>
    (types.includes('string') && type.startsWith('"')) ||
    (types.includes('number') && /^\d/.test(type));
  return [...new Set(types)].filter((type) => !isSaid(type)).join(' | ');
}
