import type { Story } from './examples/story.ts';
import type { Parameter, Schema } from './schema.ts';

/**
 * What the document says of one API beyond what the table and the contracts say: of a provider's, or of the gateway's
 * own. All but the first two is optional by entry. An operation that has none here is described in general.
 */
export type Described = {
  /** The name of the API in titles. */
  readonly title: string;
  /** The shape of its errors, as a reference to one of the schemas. */
  readonly error: Schema;
  /** Schemas by their names in the document; each begins with the API's name. */
  readonly schemas: Readonly<Record<string, Schema>>;
  /** What a yes answers with, by operation or, for all operations of a folder, by its id: `acme.charge`. */
  readonly answers: Readonly<Record<string, Schema>>;
  /** Operations that may answer yes without a body. */
  readonly emptyAnswers?: readonly string[];
  /** Statuses besides the usual one that have the same body, or an error, by operation. */
  readonly moreStatuses?: Readonly<Record<string, readonly number[]>>;
  /** Members of bodies that the contracts do not look at, by operation. */
  readonly members?: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
  /** Query parameters and headers, by operation. */
  readonly parameters?: Readonly<Record<string, readonly Parameter[]>>;
  /** How its headers of requests are written, and what they are for; by their names in lower case. */
  readonly headers?: Readonly<Record<string, Pick<Parameter, 'name' | 'description'>>>;
  /** The types of bodies that it takes, the usual one first; absent: JSON. */
  readonly bodyTypes?: readonly string[];
  /** What is asked at the local system to have examples. */
  readonly stories?: readonly Story[];
};
