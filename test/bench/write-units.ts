/* What each kind of request writes to the table, in DynamoDB's units. cost.test.ts measures the sizes. */

/** How often a request calls what lies behind the gateway, and what it writes. */
export type Calls = {
  readonly name: string;
  readonly tableCalls: number;
  readonly providerCalls: number;
  /** Units of the table and its indexes. */
  readonly writeUnits: number;
  readonly isStored: boolean;
};

/** Write units of an item: one for each begun kilobyte. */
const unitsOf = (bytes: number): number => Math.ceil(bytes / 1024);

/** A record of a create as it is claimed, and what completing it adds beside the answer: bytes, as DynamoDB counts them. */
export const recordBytes = { claimed: 425, completion: 720 } as const;

/** A payment as KOMOJU's API shows it, and one that carries a lot of a merchant's own text. */
export const answerBytes = { usual: 600, large: 2_000 } as const;

const completedBytes = (answer: number): number =>
  recordBytes.claimed + recordBytes.completion + answer;

/**
 * Entries of indexes. `open`: made by the claim, so that recovery finds what a sandbox left behind; taken away when it is
 * completed. `completed`: by which reconciliation finds what was done when. `by-resource`: made when the payment is
 * known, and changed when its state is; the history goes by it, and no two open captures of a payment are told apart
 * without. `by-order`: made by a claim that names an order, and changed when it is known whether it is paid.
 */
const claimUnits = unitsOf(recordBytes.claimed) + 1;
const completionUnits = (answer: number): number => unitsOf(completedBytes(answer)) + 3;

/** What a create writes for an answer of so many bytes. */
export const createUnits = (answer: number): number => claimUnits + completionUnits(answer);

const mutation = { tableCalls: 2, providerCalls: 1, isStored: true };

/** The kinds of request that the benchmark counts. */
export const requestKinds: readonly Calls[] = [
  { name: 'new operation (create)', ...mutation, writeUnits: createUnits(answerBytes.usual) },
  {
    // One Query more, and two entries in the index by order.
    name: 'create that names an order',
    ...mutation,
    tableCalls: 3,
    writeUnits: createUnits(answerBytes.usual) + 2,
  },
  {
    // Its claim is in the index by resource already.
    name: 'new operation on a payment (capture, refund)',
    ...mutation,
    writeUnits: createUnits(answerBytes.usual) + 1,
  },
  {
    // A condition that fails costs as much as a write of the item that stood in its way.
    name: 'replay',
    tableCalls: 1,
    providerCalls: 0,
    writeUnits: unitsOf(completedBytes(answerBytes.usual)),
    isStored: false,
  },
  { name: 'read', tableCalls: 0, providerCalls: 1, writeUnits: 0, isStored: false },
];
