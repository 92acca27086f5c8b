import type { EventSource, PaymentView, RefundView } from '../providers/event-source.ts';
import { mayBecome } from '../providers/follows.ts';
import type { Provider } from '../providers/provider.ts';
import { viewText } from './items.ts';

/*
 * What a read of a payment makes of its record. Events come twice, late and in any order, so none of them is believed
 * about how the payment is now: the provider is read, and the record only ever moves on.
 */

/** What a person must know of it, and about which object. */
export type Noted = { readonly finding: 'late_money' | 'chargeback'; readonly object: string };

/**
 * What follows: the record is as the read shows it, changed or not; or the read is older than what is known already, or
 * hides refunds that there must be, and must be made again; or it shows what cannot follow, and a person must know.
 */
export type Step =
  | {
      readonly kind: 'same' | 'changed';
      readonly view: PaymentView;
      /** Whether it had ever come to an end without money: what is paid afterwards is late, however it came to that. */
      readonly hasEnded: boolean;
      readonly noted: readonly Noted[];
    }
  | { readonly kind: 'behind' }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'impossible' };

/** How its provider's payments go on. */
export type Rules = Pick<EventSource, 'endedStates'> & Pick<Provider, 'follows' | 'phases'>;

export type Seen = {
  /** What is on record; undefined at the first event of a payment. */
  readonly known: PaymentView | undefined;
  /** Whether it is on record to have ended. */
  readonly hadEnded: boolean;
  /** What the provider shows now. */
  readonly read: PaymentView;
  /** What the event shows, as it was then. */
  readonly told: PaymentView | undefined;
  /** Whether so little time has passed since the record changed, or since the event, that a read may still be older. */
  readonly lately: { readonly known: boolean; readonly told: boolean };
};

const isChargeback = ({ kind }: RefundView): boolean => kind === 'chargeback';

const refundsOf = (view: PaymentView | undefined): readonly RefundView[] => view?.refunds ?? [];

/** Whether a view shows refunds of the merchant that a read lacks: a provider forgets none. */
function lacksRefunds(view: PaymentView | undefined, read: PaymentView): boolean {
  if (read.refunds === undefined) return false;
  const shown = new Set(read.refunds.map(({ id }) => id));
  return refundsOf(view).some(({ id, kind }) => kind === 'refund' && !shown.has(id));
}

/** Whether a view shows a refund as it is here. */
const shows = (view: PaymentView | undefined, refund: RefundView): boolean =>
  refundsOf(view).some(
    ({ id, amount, state }) =>
      id === refund.id && amount === refund.amount && state === refund.state,
  );

/**
 * Whether a read shows no refunds at all, though there must be some that are not on record, or not as they are: those that
 * an event tells, and those by which, or by whose return, the state changed. Its silence about them says nothing.
 */
function hidesRefunds({ known, read, told }: Seen, { phases }: Rules): boolean {
  if (read.refunds !== undefined) return false;
  if (refundsOf(told).some((refund) => !shows(known, refund))) return true;
  if (known?.refunds === undefined || known.state === read.state) return false;
  return phases[known.state] === 'refunded' || phases[read.state] === 'refunded';
}

/** Whether a bank gave back what it had taken: the only way from refunded to paid. */
const isReturned = (known: PaymentView, read: PaymentView): boolean =>
  refundsOf(known).some((refund) => isChargeback(refund) && !shows(read, refund));

function canFollow({ known, read }: Seen, { follows, phases }: Rules): boolean {
  if (known === undefined || known.state === read.state) return true;
  const isBack = phases[known.state] === 'refunded' && phases[read.state] === 'paid';
  return isBack ? isReturned(known, read) : mayBecome(known.state, read.state, follows);
}

/**
 * Whether the read is older than what is known or told: its state would still become that. Where either may follow the
 * other, as with cash that comes after the expiry, only time tells which was first: after a while every read shows it.
 */
function isBehind({ known, read, told, lately }: Seen, { follows }: Rules): boolean {
  const isOlderThan = (view: PaymentView | undefined, isLate: boolean): boolean => {
    if (lacksRefunds(view, read)) return true;
    if (view === undefined || view.state === read.state) return false;
    if (!mayBecome(read.state, view.state, follows)) return false;
    return !mayBecome(view.state, read.state, follows) || (isLate && !lacksRefunds(read, view));
  };
  return isOlderThan(told, lately.told) || isOlderThan(known, lately.known);
}

/** What stays on record of the refunds where a read does not show any. */
const withRefunds = (read: PaymentView, known: PaymentView | undefined): PaymentView =>
  read.refunds === undefined && known?.refunds !== undefined
    ? { ...read, refunds: known.refunds }
    : read;

function notedOf({ read, told }: Seen, hasEnded: boolean, { phases }: Rules): readonly Noted[] {
  const isPaid = phases[read.state] === 'paid' || phases[read.state] === 'refunded';
  const disputes = [...refundsOf(read), ...refundsOf(told)].filter(isChargeback);
  return [
    ...(hasEnded && isPaid ? [{ finding: 'late_money' as const, object: read.id }] : []),
    ...[...new Set(disputes.map(({ id }) => id))].map((object) => ({
      finding: 'chargeback' as const,
      object,
    })),
  ];
}

/** How a payment is paid was not kept at first: where only that is new, nothing has happened. */
const withMethod = (known: PaymentView, { method }: PaymentView): PaymentView => ({
  ...known,
  method: known.method ?? method,
});

/** What a read makes of a payment's record. The order in which events come changes nothing in what it ends with. */
export function advance(seen: Seen, rules: Rules): Step {
  if (isBehind(seen, rules)) return { kind: 'behind' };
  if (hidesRefunds(seen, rules)) return { kind: 'hidden' };
  if (!canFollow(seen, rules)) return { kind: 'impossible' };
  const view = withRefunds(seen.read, seen.known);
  const hasEnded =
    seen.hadEnded ||
    [seen.read, seen.told].some((each) => each !== undefined && rules.endedStates.has(each.state));
  // As text: what looked like a card's number is masked on record, and must not look like a change for ever.
  const isSame =
    hasEnded === seen.hadEnded &&
    seen.known &&
    viewText(view) === viewText(withMethod(seen.known, view));
  const noted = notedOf(seen, hasEnded, rules);
  return { kind: isSame === true ? 'same' : 'changed', view, hasEnded, noted };
}
