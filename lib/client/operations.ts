/* Written by `npm run generate` from the table and the contracts. Do not edit. */

/** What each operation takes and answers. Members that are not listed pass through. */
export type Operations = {
  /** Charges a card, or asks for cash at a convenience store */
  readonly 'komoju.payment.create': {
    readonly request: {
      readonly body: KomojuPaymentCreateBody;
    };
    readonly answer: KomojuPayment;
  };

  /** Payments, newest first, a page at a time; filters and paging are KOMOJU's own query parameters */
  readonly 'komoju.payment.list': {
    readonly request: {
      readonly query?: {
        /** The first page is 1. */
        readonly page?: number;
        /** How many on a page; 10 where none is named. */
        readonly per_page?: number;
        /** Made at this time or later. */
        readonly start_time?: string;
        /** Made at this time or before. */
        readonly end_time?: string;
        /** One state, or several with commas between. */
        readonly status?: string;
        /** A code of three letters. */
        readonly currency?: string;
        /** The number of the merchant’s order. */
        readonly external_order_num?: string;
      };
    };
    readonly answer: KomojuPaymentPage;
  };

  /** One payment as it stands at KOMOJU now */
  readonly 'komoju.payment.show': {
    readonly request: {
      readonly paymentId: string;
    };
    readonly answer: KomojuPayment;
  };

  /** Changes a payment's description and metadata */
  readonly 'komoju.payment.update': {
    readonly request: {
      readonly paymentId: string;
      readonly body?: KomojuPaymentUpdateBody;
    };
    readonly answer: KomojuPayment;
  };

  /** Takes the money that an authorized payment holds */
  readonly 'komoju.payment.capture': {
    readonly request: {
      readonly paymentId: string;
      readonly body?: KomojuPaymentCaptureBody;
    };
    readonly answer: KomojuPayment;
  };

  /** Ends a payment that is pending or authorized */
  readonly 'komoju.payment.cancel': {
    readonly request: {
      readonly paymentId: string;
    };
    readonly answer: KomojuPayment;
  };

  /** Gives back a captured payment */
  readonly 'komoju.payment.refund': {
    readonly request: {
      readonly paymentId: string;
      readonly body?: KomojuPaymentRefundBody;
    };
    readonly answer: KomojuPayment;
  };

  /** Asks KOMOJU to pay a customer back by bank transfer, for payments that were made in cash */
  readonly 'komoju.payment.refund-request': {
    readonly request: {
      readonly paymentId: string;
      readonly body?: KomojuPaymentRefundRequestBody;
    };
    readonly answer: KomojuPayment | KomojuRefundRequest | Readonly<Record<string, never>>;
  };

  /** Keeps a customer's card at KOMOJU, to be charged later by the customer's id */
  readonly 'komoju.customer.create': {
    readonly request: {
      readonly body?: KomojuCustomerCreateBody;
    };
    readonly answer: KomojuCustomer;
  };

  /** Customers, newest first, a page at a time */
  readonly 'komoju.customer.list': {
    readonly request: {
      readonly query?: {
        /** The first page is 1. */
        readonly page?: number;
        /** How many on a page; 10 where none is named. */
        readonly per_page?: number;
        /** Made at this time or later. */
        readonly start_time?: string;
        /** Made at this time or before. */
        readonly end_time?: string;
      };
    };
    readonly answer: KomojuCustomerPage;
  };

  /** One customer as KOMOJU knows it now, without the card's number */
  readonly 'komoju.customer.show': {
    readonly request: {
      readonly customerId: string;
    };
    readonly answer: KomojuCustomer;
  };

  /** Changes a customer's card, e-mail address or metadata */
  readonly 'komoju.customer.update': {
    readonly request: {
      readonly customerId: string;
      readonly body?: KomojuCustomerUpdateBody;
    };
    readonly answer: KomojuCustomer;
  };

  /** Forgets a customer and its card */
  readonly 'komoju.customer.delete': {
    readonly request: {
      readonly customerId: string;
    };
    readonly answer: KomojuCustomer;
  };

  /** Makes a page at KOMOJU on which a customer pays */
  readonly 'komoju.session.create': {
    readonly request: {
      readonly body?: KomojuSessionCreateBody;
    };
    readonly answer: KomojuSession;
  };

  /** One session as it stands at KOMOJU now, with its payment once there is one */
  readonly 'komoju.session.show': {
    readonly request: {
      readonly sessionId: string;
    };
    readonly answer: KomojuSession;
  };

  /** Ends a session that nobody has paid, so that its page takes no payment any more */
  readonly 'komoju.session.cancel': {
    readonly request: {
      readonly sessionId: string;
    };
    readonly answer: KomojuSession;
  };

  /** Pays a session without its page */
  readonly 'komoju.session.pay': {
    readonly request: {
      readonly sessionId: string;
      readonly body?: KomojuSessionPayBody;
    };
    readonly answer: KomojuSessionPayment;
  };

  /** Makes a token of payment details, which can be used once */
  readonly 'komoju.token.create': {
    readonly request: {
      readonly body?: KomojuTokenCreateBody;
    };
    readonly answer: KomojuToken;
  };

  /** Begins 3-D Secure for a card without the hosted page */
  readonly 'komoju.secure-token.create': {
    readonly request: {
      readonly body: KomojuSecureTokenCreateBody;
    };
    readonly answer: KomojuSecureToken;
  };

  /** How the verification of a card stands */
  readonly 'komoju.secure-token.show': {
    readonly request: {
      readonly secureTokenId: string;
    };
    readonly answer: KomojuSecureToken;
  };

  /** The ways of paying that KOMOJU has switched on for the merchant, each with its currency */
  readonly 'komoju.payment-method.list': {
    readonly request: object;
    readonly answer: readonly KomojuPaymentMethod[];
  };

  /** Makes a link by which a customer pays */
  readonly 'coiney.payment.create': {
    readonly request: {
      readonly body: CoineyPaymentCreateBody;
    };
    readonly answer: CoineyPayment;
  };

  /** Payments, a page at a time; paging is by Coiney's own query parameters, and there is no filter */
  readonly 'coiney.payment.list': {
    readonly request: {
      readonly query?: {
        /** 10 where none is named. */
        readonly limit?: number;
        /** The id of the last payment that was seen. */
        readonly startingAfter?: string;
        /** The id of the first payment that was seen. */
        readonly endingBefore?: string;
      };
    };
    readonly answer: CoineyPaymentPage;
  };

  /** One payment as it stands at Coiney now */
  readonly 'coiney.payment.show': {
    readonly request: {
      readonly paymentId: string;
    };
    readonly answer: CoineyPayment;
  };

  /** Changes the last day, the memo and the metadata of a payment; all else of it is fixed when it is made */
  readonly 'coiney.payment.update': {
    readonly request: {
      readonly paymentId: string;
      readonly body?: CoineyPaymentUpdateBody;
    };
    readonly answer: CoineyPayment;
  };

  /** Shows one operation to the caller that asked for it */
  readonly 'gateway.operation.show': {
    readonly request: {
      readonly operationId: string;
    };
    readonly answer: GatewayOperation;
  };

  /** Shows what happened to a payment, oldest first, and how it is now */
  readonly 'gateway.payment.history': {
    readonly request: {
      readonly provider: 'komoju' | 'coiney';
      readonly paymentId: string;
      readonly query?: {
        /** The `next_page` of an answer. */
        readonly page?: string;
      };
    };
    readonly answer: GatewayHistory;
  };

  /** Shows every attempt to pay an order, and what the order is */
  readonly 'gateway.order.show': {
    readonly request: {
      readonly provider: 'komoju' | 'coiney';
      readonly orderNumber: string;
    };
    readonly answer: GatewayOrder;
  };

  /** Whether every part can be reached, every secret is filled in, and every key is known */
  readonly 'gateway.health': {
    readonly request: object;
    readonly answer: GatewayHealth;
  };
};

/** A link by which a customer pays. */
export type CoineyPayment = {
  readonly id: string;
  readonly object?: 'payment';
  /** Known: `live`, `test`. */
  readonly mode?: string;
  /** Known: `open`, `paid`, `expired`, `refunded`, `cancelled`. */
  readonly status: string;
  /** In yen. */
  readonly amount: number;
  readonly currency: string;
  readonly createdAt?: string;
  readonly paidAt?: string;
  readonly refundedAt?: string;
  /** The end of the last day on which the link can be paid. */
  readonly validUntil?: string;
  /** What is bought, as the customer sees it. */
  readonly subject?: string | null;
  /** The merchant’s own memo. */
  readonly description?: string | null;
  readonly remarks?: string | null;
  readonly locale?: string | null;
  /** The entry `gateway_operation` is the gateway’s. */
  readonly metadata?: Readonly<Record<string, string>> | null;
  readonly links?: {
    /** The page on which the customer pays. */
    readonly paymentUrl: string;
    readonly redirectUrl?: string | null;
    readonly cancelUrl?: string | null;
    readonly webhookUrl?: string | null;
    readonly [other: string]: unknown;
  };
  readonly [other: string]: unknown;
};

export type CoineyPaymentCreateBody = {
  /** Always `creditcard`. */
  readonly method?: string;
  /** `ja_JP`, `en_US`, `ko_KR`, `zh_CN`, `zh_TW` or `th_TH`; absent: the browser’s. */
  readonly locale?: string;
  /** What is bought, as the customer sees it. */
  readonly subject?: string;
  readonly remarks?: string;
  /** The merchant’s own memo. */
  readonly description?: string;
  readonly redirectUrl?: string;
  readonly cancelUrl?: string;
  readonly webhookUrl?: string;
  readonly amount: number;
  readonly currency: string;
  readonly expiredOn?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly [other: string]: unknown;
};

export type CoineyPaymentPage = {
  readonly object?: 'list';
  /** Whether there are payments after these. */
  readonly hasMore?: boolean;
  readonly totalCount?: number;
  readonly data: readonly CoineyPayment[];
  readonly [other: string]: unknown;
};

export type CoineyPaymentUpdateBody = {
  /** The merchant’s own memo. */
  readonly description?: string;
  readonly expiredOn?: string;
  readonly metadata?: Readonly<Record<string, string | null>>;
  readonly [other: string]: unknown;
};

/** One attempt to pay an order. */
export type GatewayAttempt = {
  readonly kind: 'payment' | 'session' | 'operation';
  /** The provider’s id; of an operation the gateway’s. */
  readonly id: string;
  /** The operation that asked for it. */
  readonly operation: string | null;
  /** The provider’s own word, or the gateway’s where there is none. */
  readonly state: string;
  /** What that means for the order; a session that is used counts by its payment. */
  readonly phase: 'payable' | 'paid' | 'refunded' | 'failed' | 'used';
  readonly amount: number | null;
  readonly currency: string | null;
  readonly at: string;
  readonly [other: string]: unknown;
};

export type GatewayHealth = {
  readonly status: 'ok' | 'unhealthy';
  /** The table, and each provider’s secret and origin. */
  readonly parts: Readonly<
    Record<string, 'ok' | 'empty' | 'other_mode' | 'refused' | 'unavailable'>
  >;
  readonly [other: string]: unknown;
};

export type GatewayHistory = {
  readonly resource: 'history';
  readonly payment: GatewayPayment | null;
  /** The oldest first, fifty on a page. */
  readonly data: readonly GatewayHistoryEntry[];
  /** What `page` takes for more. */
  readonly next_page: string | null;
  readonly [other: string]: unknown;
};

/** One thing that happened to a payment. */
export type GatewayHistoryEntry = {
  readonly at: string;
  readonly cause: 'operation' | 'webhook' | 'list' | 'poll' | 'finding';
  /** The operation’s id in the table, the event’s type, or the finding’s name. */
  readonly what: string;
  readonly id: string;
  readonly caller: string | null;
  /** `pending`, `succeeded` or `failed`. */
  readonly outcome: string | null;
  /** The payment’s state before. */
  readonly from: string | null;
  /** The payment’s state after. */
  readonly to: string | null;
  readonly amount: number | null;
  readonly refunded: number | null;
  readonly currency: string | null;
  readonly [other: string]: unknown;
};

/** What is on record of one request that makes or moves something. */
export type GatewayOperation = {
  readonly id: string;
  readonly resource: 'operation';
  /** Its id in the table, which is also its scope. */
  readonly operation: string;
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly created_at: string;
  readonly last_attempt_at: string;
  /** How often it may have reached the provider. */
  readonly attempts: number;
  /** The provider’s id of what was made or changed. */
  readonly object: string | null;
  readonly retry: RetryAdvice;
  readonly result: GatewayOperationResult | null;
  readonly [other: string]: unknown;
};

/** The answer, as it is kept. */
export type GatewayOperationResult = {
  /** Where it comes from: the provider’s answer, a later read, or the certainty that nothing was executed. */
  readonly source: 'answer' | 'read' | 'not_executed';
  readonly decided_by_person: boolean;
  /** The status that a replay has. */
  readonly status: number;
  readonly content_type: string | null;
  /** The body as text, card numbers masked; null where it is not kept. */
  readonly body: string | null;
  readonly [other: string]: unknown;
};

export type GatewayOrder = {
  readonly resource: 'order';
  readonly provider: 'komoju' | 'coiney';
  readonly number: string;
  readonly state: 'open' | 'paid' | 'paid_twice' | 'refunded' | 'failed';
  /** The oldest first. */
  readonly data: readonly GatewayAttempt[];
  readonly [other: string]: unknown;
};

/** How a payment is now, as far as the gateway was told. */
export type GatewayPayment = {
  readonly provider: string;
  readonly id: string;
  /** The provider’s own word. */
  readonly state: string;
  readonly amount: number;
  /** What the customer pays. */
  readonly total: number;
  readonly currency: string;
  readonly refunded: number;
  readonly charged_back: number;
  readonly order: string | null;
  readonly session: string | null;
  /** The operation that made it. */
  readonly operation: string | null;
  readonly created_at: string;
  readonly [other: string]: unknown;
};

/** A customer whose card can be charged by the customer’s id. A deleted one has no card. */
export type KomojuCustomer = {
  readonly id: string;
  readonly resource: 'customer';
  readonly email?: string | null;
  readonly source?: KomojuCustomerCard | null;
  /** The entry `gateway_operation` is the gateway’s. */
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly created_at?: string;
  readonly locale?: string | null;
  readonly [other: string]: unknown;
};

/** The card, without its number. */
export type KomojuCustomerCard = {
  readonly type?: string;
  readonly brand?: string;
  readonly last_four_digits?: string;
  readonly month?: number;
  readonly year?: number;
  readonly [other: string]: unknown;
};

export type KomojuCustomerCreateBody = {
  /** How it is paid: a token (`tok_…`), or details with a `type`. Where only tokens are accepted, details may hold no card data. */
  readonly payment_details?:
    | string
    | {
        readonly type: string;
        readonly store?: string;
        readonly email?: string;
        readonly phone?: string;
        readonly [other: string]: unknown;
      };
  readonly email?: string | null;
  readonly currency?: string;
  readonly metadata?: Readonly<Record<string, unknown>> | readonly [] | null;
  readonly [other: string]: unknown;
};

export type KomojuCustomerPage = {
  /** Known: `list`, `payment_list`. */
  readonly resource?: string;
  readonly total?: number;
  readonly page?: number;
  readonly per_page?: number;
  readonly last_page?: number;
  /** The newest first. */
  readonly data: readonly KomojuCustomer[];
  readonly [other: string]: unknown;
};

export type KomojuCustomerUpdateBody = {
  /** How it is paid: a token (`tok_…`), or details with a `type`. Where only tokens are accepted, details may hold no card data. */
  readonly payment_details?:
    | string
    | {
        readonly type: string;
        readonly store?: string;
        readonly email?: string;
        readonly phone?: string;
        readonly [other: string]: unknown;
      };
  readonly email?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>> | readonly [] | null;
  readonly [other: string]: unknown;
};

/** A payment. What its status means for an order is in the README. */
export type KomojuPayment = {
  readonly id: string;
  readonly resource?: 'payment';
  /** The state of the payment. Known: `pending`, `authorized`, `captured`, `refunded`, `cancelled`, `expired`, `failed`. */
  readonly status: string;
  /** In the currency’s smallest unit, without tax and fee. */
  readonly amount: number;
  readonly tax?: number;
  /** A fee that the customer pays. */
  readonly payment_method_fee?: number;
  /** What the customer pays: amount, tax and fee. */
  readonly total?: number;
  readonly currency: string;
  readonly amount_refunded?: number;
  /** The stored customer whose card was charged. */
  readonly customer?: string | null;
  readonly payment_deadline?: string | null;
  readonly payment_details?: KomojuPaymentDetails;
  readonly description?: string | null;
  readonly captured_at?: string | null;
  /** The number of the merchant’s order. */
  readonly external_order_num?: string | null;
  /** The entry `gateway_operation` is the gateway’s. */
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly created_at?: string;
  readonly locale?: string | null;
  /** The session that it was paid in. */
  readonly session?: string | null;
  readonly refunds?: readonly KomojuRefund[];
  readonly refund_requests?: readonly KomojuRefundRequest[];
  readonly [other: string]: unknown;
};

export type KomojuPaymentCaptureBody = {
  /** A number, or `auto`, which is taken where none is named: Japan’s 10 % on top. */
  readonly tax?: unknown;
  readonly amount?: number | string;
  readonly [other: string]: unknown;
};

export type KomojuPaymentCreateBody = {
  /** How it is paid: a token (`tok_…`), or details with a `type`. Where only tokens are accepted, details may hold no card data. */
  readonly payment_details?:
    | string
    | {
        readonly type: string;
        readonly store?: string;
        readonly email?: string;
        readonly phone?: string;
        readonly [other: string]: unknown;
      };
  /** A stored customer, in place of `payment_details`. */
  readonly customer?: string | null;
  /** Whether the money is taken at once: `true` or `auto`; with `false` or `manual` it is only held. */
  readonly capture?: unknown;
  /** A number, or `auto`, which is taken where none is named: Japan’s 10 % on top. */
  readonly tax?: unknown;
  /** The number of the merchant’s order, up to 255 characters. */
  readonly external_order_num?: string | null;
  readonly description?: string | null;
  /** `ja`, `en` or `ko`. */
  readonly locale?: string;
  /** Where the customer comes back from another page. */
  readonly return_url?: string;
  /** `customer_ip`, `customer_email` and others, for the check of fraud. */
  readonly fraud_details?: Readonly<Record<string, unknown>> | null;
  readonly amount: number | string;
  readonly currency: string;
  readonly metadata?: Readonly<Record<string, unknown>> | readonly [] | null;
  readonly [other: string]: unknown;
};

/** How it is paid. The members depend on the type; a card’s number is never among them. */
export type KomojuPaymentDetails = {
  /** `credit_card`, `konbini`, and some 60 others. */
  readonly type: string;
  readonly email?: string | null;
  /** Of a card. */
  readonly brand?: string;
  /** Of a card. */
  readonly last_four_digits?: string;
  readonly month?: number;
  readonly year?: number;
  /** Of a convenience store. */
  readonly store?: string | null;
  /** What the customer shows at the till, with `receipt`. */
  readonly confirmation_code?: string | null;
  readonly receipt?: string | null;
  /** The page that tells the customer how to pay. */
  readonly instructions_url?: string;
  /** Where the customer is to be sent. */
  readonly redirect_url?: string;
  readonly [other: string]: unknown;
};

/** A way to pay that is switched on for the merchant. */
export type KomojuPaymentMethod = {
  readonly type_slug: string;
  readonly name_en?: string;
  readonly name_ja?: string;
  readonly name_ko?: string;
  readonly currency?: string;
  readonly subtypes?: readonly string[];
  readonly secure_token_supported?: readonly unknown[];
  readonly [other: string]: unknown;
};

export type KomojuPaymentPage = {
  /** Known: `list`, `payment_list`. */
  readonly resource?: string;
  readonly total?: number;
  readonly page?: number;
  readonly per_page?: number;
  readonly last_page?: number;
  /** The newest first. */
  readonly data: readonly KomojuPayment[];
  readonly [other: string]: unknown;
};

export type KomojuPaymentRefundBody = {
  /** `customer_ip`, `customer_email` and others, for the check of fraud. */
  readonly fraud_details?: Readonly<Record<string, unknown>> | null;
  readonly amount?: number | string;
  readonly description?: string | null;
  readonly [other: string]: unknown;
};

export type KomojuPaymentRefundRequestBody = {
  readonly customer_name?: string;
  readonly bank_name?: string;
  readonly bank_code?: string | null;
  readonly branch_name?: string | null;
  readonly branch_number?: string;
  readonly account_type?: 'normal' | 'checking' | 'savings';
  readonly account_number?: string;
  readonly include_payment_method_fee?: boolean | string;
  readonly description?: string | null;
  readonly amount?: number | string;
  readonly [other: string]: unknown;
};

export type KomojuPaymentUpdateBody = {
  readonly description?: string | null;
  readonly metadata?: Readonly<Record<string, unknown>> | readonly [] | null;
  readonly payment_details?: never;
  readonly [other: string]: unknown;
};

/** Money that was given back. */
export type KomojuRefund = {
  readonly id: string;
  readonly resource?: 'refund';
  readonly amount: number;
  readonly currency?: string;
  readonly payment?: string;
  /** Begins with `[X-Operation-Id]` where the gateway asked for it. */
  readonly description?: string | null;
  /** `pending` until the customer has said where the money is to go. */
  readonly status?: string | null;
  /** The page where the customer says that. */
  readonly redirect_url?: string | null;
  /** Whether a bank took the money back. */
  readonly chargeback?: boolean;
  readonly created_at?: string;
  readonly [other: string]: unknown;
};

/** A refund by bank transfer that was asked for. */
export type KomojuRefundRequest = {
  readonly id: string;
  readonly payment: string;
  readonly customer_name?: string;
  readonly bank_name?: string;
  readonly bank_code?: string | null;
  readonly branch_name?: string | null;
  readonly branch_number?: string;
  readonly account_number?: string;
  /** Known: `pending`, `rejected`, `completed`. */
  readonly status?: string;
  readonly created_at?: string;
  readonly [other: string]: unknown;
};

/** A card whose holder is recognised by their bank. */
export type KomojuSecureToken = {
  /** Pays once, as `payment_details`. */
  readonly id?: string;
  /** The same id, as the guide names it. */
  readonly secure_token?: string;
  readonly created_at?: string;
  /** Known: `NEEDS_VERIFY`, `OK`, `SKIPPED`, `ERRORED`. */
  readonly verification_status?: string;
  /** Where the customer confirms to the bank. */
  readonly authentication_url?: string;
  readonly three_ds_auth_result?: Readonly<Record<string, unknown>>;
  readonly [other: string]: unknown;
};

export type KomojuSecureTokenCreateBody = {
  /** How it is paid: a token (`tok_…`), or details with a `type`. Where only tokens are accepted, details may hold no card data. */
  readonly payment_details?:
    | string
    | {
        readonly type: string;
        readonly store?: string;
        readonly email?: string;
        readonly phone?: string;
        readonly [other: string]: unknown;
      };
  /** A stored customer, in place of `payment_details`. */
  readonly customer?: string | null;
  /** Where the customer comes back from the bank. */
  readonly return_url?: string;
  readonly amount: number | string;
  readonly currency: string;
  readonly [other: string]: unknown;
};

/** An order with a page on which its customer pays. */
export type KomojuSession = {
  readonly id: string;
  readonly resource: 'session';
  /** Known: `payment`, `customer`, `customer_payment`. */
  readonly mode?: string;
  readonly amount?: number;
  readonly currency?: string;
  /** Completed is not paid: that is the payment’s status to say. Known: `pending`, `completed`, `cancelled`. */
  readonly status: string;
  /** Whether its time to be paid is over. */
  readonly expired?: boolean;
  /** The page on which the customer pays. */
  readonly session_url: string;
  /** Where the customer is sent back to, with `session_id` added. */
  readonly return_url?: string | null;
  readonly default_locale?: string;
  readonly payment_methods?: readonly KomojuSessionMethod[];
  readonly created_at?: string;
  readonly completed_at?: string | null;
  readonly cancelled_at?: string | null;
  readonly payment?: KomojuPayment | null;
  readonly payment_data?: {
    readonly capture?: 'auto' | 'manual';
    readonly external_order_num?: string | null;
    readonly [other: string]: unknown;
  } | null;
  readonly customer_id?: string | null;
  readonly secure_token?: KomojuSecureToken;
  readonly line_items?: readonly Readonly<Record<string, unknown>>[] | null;
  readonly email?: string | null;
  /** The entry `gateway_operation` is the gateway’s. */
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly [other: string]: unknown;
};

export type KomojuSessionCreateBody = {
  /** `payment`, which is taken where none is named, `customer` or `customer_payment`. */
  readonly mode?: string;
  /** Where the customer comes back. What it says is not to be believed: show the session. */
  readonly return_url?: string;
  /** The ways to pay; all that are active where none is named. */
  readonly payment_types?: readonly string[];
  /** `ja`, `en` or `ko`. */
  readonly default_locale?: string;
  /** At most a day. */
  readonly expires_in_seconds?: number | string;
  readonly email?: string | null;
  readonly external_customer_id?: string | null;
  /** A stored customer whose card is to be replaced. */
  readonly customer_id?: string | null;
  /** What is bought, as the page shows it. */
  readonly line_items?: readonly Readonly<Record<string, unknown>>[];
  /** Of the payment. */
  readonly payment_data?: {
    /** The number of the merchant’s order, up to 255 characters. */
    readonly external_order_num?: string | null;
    /** Whether the money is taken at once: `true` or `auto`; with `false` or `manual` it is only held. */
    readonly capture?: unknown;
    readonly [other: string]: unknown;
  };
  readonly amount?: number | string;
  readonly currency?: string;
  readonly metadata?: Readonly<Record<string, unknown>> | readonly [] | null;
  readonly [other: string]: unknown;
};

/** A way to pay in this session. */
export type KomojuSessionMethod = {
  readonly type: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly customer_fee?: number;
  readonly offsite?: boolean;
  /** Names of cards, or stores by name. */
  readonly brands?: unknown;
  readonly [other: string]: unknown;
};

export type KomojuSessionPayBody = {
  /** How it is paid: a token (`tok_…`), or details with a `type`. Where only tokens are accepted, details may hold no card data. */
  readonly payment_details?:
    | string
    | {
        readonly type: string;
        readonly store?: string;
        readonly email?: string;
        readonly phone?: string;
        readonly [other: string]: unknown;
      };
  /** Whether the money is taken at once: `true` or `auto`; with `false` or `manual` it is only held. */
  readonly capture?: unknown;
  /** `customer_ip`, `customer_email` and others, for the check of fraud. */
  readonly fraud_details?: Readonly<Record<string, unknown>> | null;
  readonly [other: string]: unknown;
};

/** What came of paying a session. */
export type KomojuSessionPayment = {
  /** Where the customer goes on: the bank for 3-D Secure, or the shop. */
  readonly redirect_url?: string | null;
  /** Completed is not paid: that is the payment’s status to say. Known: `pending`, `completed`, `cancelled`. */
  readonly status: string;
  readonly payment?: KomojuPayment | null;
  /** Opens the wallet’s app. */
  readonly app_url?: string;
  readonly customer?: KomojuCustomer;
  readonly [other: string]: unknown;
};

/** Stands for payment details. */
export type KomojuToken = {
  /** Pays once, as `payment_details`. */
  readonly id: string;
  readonly resource?: 'token';
  readonly created_at?: string;
  readonly payment_details?: KomojuPaymentDetails;
  readonly [other: string]: unknown;
};

export type KomojuTokenCreateBody = {
  /** How it is paid: a token (`tok_…`), or details with a `type`. Where only tokens are accepted, details may hold no card data. */
  readonly payment_details?:
    | string
    | {
        readonly type: string;
        readonly store?: string;
        readonly email?: string;
        readonly phone?: string;
        readonly [other: string]: unknown;
      };
  readonly currency?: string;
  readonly [other: string]: unknown;
};

/** - `same_request`: What came of this key is not known yet. Send the request that is stored with the key again, unchanged, with the same key, after the seconds of `Retry-After` or later; never another body, and never another key. Who has no such request any more sends nothing, and reads `GET /gateway/v1/operations/{X-Operation-Id}` until its `retry` is another word. - `new_request_allowed`: Nothing was executed under this key, and nothing will be. Where the intent is still wanted, send it with a new key, changed or not; otherwise give it up. - `do_not_repeat`: Send nothing more for this intent, under this key or another. The body of a 2xx says what was made and in which state it is; after `result_erased` the operation says it. - `fix_request`: This request did nothing; an earlier one with this key may have. Repair what the error names, be it the request, or the key or the rights of the same caller, and send it with the same idempotency key. But if an earlier request with this key got no answer, or one with another word, it is that request which is sent again, unchanged. */
export type RetryAdvice = 'same_request' | 'new_request_allowed' | 'do_not_repeat' | 'fix_request';
