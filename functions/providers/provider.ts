import type { ProviderOperationId } from '../operations.ts';
import type { GatewayErrorCode } from '../platform/gateway-error.ts';
import type { Mode } from '../platform/settings.ts';
import type { Follows, Phases } from './follows.ts';
import type { Answer, Outcome } from './outcome.ts';
import type { ProviderRequest } from './client/provider-request.ts';

/** The values in a provider's secret, by their places. A place is empty until someone fills it. */
export type SecretValues = Readonly<Record<string, string>>;

/** All that differs between providers. The other layers ask these members and never which provider it is. */
export type Provider = {
  /** The first part of its operations' ids, and the prefix of its routes. */
  readonly name: string;
  /** Scheme and host where it is reached, without a path; the stack hands it to the functions as a setting. */
  readonly origin: string;
  /**
   * The longest that one call may take, a caller's as well as a read of our own. After that a read has failed, and the
   * outcome of a change is unknown: so it is rather too long than too short. It bounds what a provider that hangs holds.
   */
  readonly answersWithinMs: number;
  /** The places of its secret that a person must fill before it can be called. */
  readonly secretPlaces: readonly string[];
  /**
   * How its secret keys begin in each mode, so that one of the other mode is never used; absent where that is not known. A
   * key that begins in another way counts as one of the right mode.
   */
  readonly keyPrefixes?: Readonly<Record<Mode, string>>;
  readonly authorize: Authorize;
  /** A read that costs little, by which a wrong key is found: path and query. */
  readonly probe: string;
  /** Its own idempotency keys; absent where it has none. */
  readonly idempotency?: {
    /** The header that carries a key. A caller's key may come in it, too. */
    readonly header: string;
    /** How long it remembers a key after the first use. */
    readonly keyLifeMs: number;
  };
  /** The header that asks for a version of its API, in lower case; one of `meaningfulHeaders`. */
  readonly versionHeader?: string;
  /** Callers' headers that go on to it, in lower case: those that change the meaning of a request, and the rest. */
  readonly meaningfulHeaders: readonly string[];
  readonly otherHeaders: readonly string[];
  /** How its documents name card data. Numbers of cards are refused without it, too. */
  readonly cardData?: CardData;
  /** The code in an error body; undefined where there is none. */
  readonly errorCode: (body: unknown) => string | undefined;
  /** Codes that mean: not executed, and it never will be under this key. */
  readonly rejectionCodes: ReadonlySet<string>;
  /** Those of them that mean: there is no such object. No status alone says that. */
  readonly notFoundCodes: ReadonlySet<string>;
  /** States of an object that was made and came to nothing. */
  readonly failedStates: ReadonlySet<string>;
  /** Which states may follow one of a payment, as its operations and its customer change it. */
  readonly follows: Follows;
  /** What each of these states means for the order that it pays. */
  readonly phases: Phases;
  /** The operation that makes the sessions in which its customers pay; absent where it has none. */
  readonly sessionOperation?: ProviderOperationId;
  /** By which a test stack shows that payments work; absent where its API cannot end what it has made. */
  readonly trial?: Trial;
  /** Whom and what an answer is about; absent where an answer names nothing but its payment. */
  readonly mentionsIn?: (body: unknown) => Mentions;
  /** The gateway's own error in this provider's error shape, and its status where that differs from the table's. */
  readonly errorBody: (error: ErrorMembers, status: number) => object;
  readonly statusOf?: (code: GatewayErrorCode) => number | undefined;
};

/** A payment that nobody is to pay: it is made, and cancelled at once. */
export type Trial = {
  readonly create: ProviderOperationId;
  /** What is sent to the create. It holds no card. */
  readonly body: object;
  /** The id in the answer to the create; undefined where that tells of no payment. */
  readonly idIn: (body: unknown) => string | undefined;
  /** Its path has one parameter, the id. */
  readonly cancel: ProviderOperationId;
  /** Whether the answer to the cancellation tells that nobody can pay any more. */
  readonly isCancelled: (body: unknown) => boolean;
};

/** What an answer names, by the provider's ids: so everything that is kept of a person is found. */
export type Mentions = {
  readonly customers: readonly string[];
  /** Payments and sessions. */
  readonly objects: readonly string[];
};

/**
 * Gives the value of the Authorization header. It may ask the provider for a token first, and keep it.
 *
 * @throws whatever went wrong: then nothing is sent
 */
export type Authorize = (
  secret: SecretValues,
  by: {
    readonly origin: string;
    /** Sends one request to the provider. Never throws. */
    readonly send: (request: ProviderRequest) => Promise<SendResult>;
    /** Whether the provider has just answered 401: a kept token must be replaced. */
    readonly wasUnauthorized: boolean;
  },
) => string | Promise<string>;

/** An answer as it came, or why there is none. */
export type SendResult = Answer | Extract<Outcome, { kind: 'not_attempted' | 'unknown' }>;

/** What a provider's documents call card data, and what they call something else that looks like it. */
export type CardData = {
  /** The member of a body that takes a token instead; absent where none does. */
  readonly member?: string;
  /** Names of members that hold card data, refused wherever they stand. Case, dashes and underscores do not matter. */
  readonly fields: readonly string[];
  /** Numbers of another kind, such as those of prepaid cards. They are passed on, even if they look like a card's. */
  readonly exempt?: {
    /** The member of a body that they stand in, and the member of that which says of what type it is. */
    readonly within: string;
    readonly by: string;
    /** The names of the members that are exempt, by the type. */
    readonly fields: Readonly<Record<string, readonly string[]>>;
  };
};

/** What the gateway says with an error of its own. */
export type ErrorMembers = {
  readonly code: string;
  readonly message: string;
  readonly param: string | null;
  readonly details: Readonly<Record<string, string>>;
};
