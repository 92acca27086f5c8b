import type { EventSource, PaymentView, RefundView } from '../providers/event-source.ts';
import { mayBecome } from '../providers/follows.ts';
import type { Provider } from '../providers/provider.ts';

/*
 * What a read of a payment makes of its record. Events come twice, late and in any order, so none of them is believed
 * about how the payment is now: the provider is read, and the record only ever moves on.
 */

/** What a person must know of it, and about which object. */
export type Noted = { readonly finding: 'late_money' | 'chargeback'; readonly object: string };

/**
 * What follows: the record is as the read shows it, changed or not; or the read is older than what is known already, and
 * must be made again; or it shows what cannot follow, and a person must know.
 */
export type Step =
  | {
      readonly kind: 'same' | 'changed';
      readonly view: PaymentView;
      readonly noted: readonly Noted[];
    }
  | { readonly kind: 'behind' }
  | { readonly kind: 'impossible' };

/** How its provider's payments go on. */
export type Rules = Pick<EventSource, 'endedStates'> & Pick<Provider, 'follows' | 'phases'>;

export type Seen = {
  /** What is on record; undefined at the first event of a payment. */
  readonly known: PaymentView | undefined;
  /** What the provider shows now. */
  readonly read: PaymentView;
  /** What the event shows, as it was then. */
  readonly told: PaymentView | undefined;
};

const isChargeback = ({ kind }: RefundView): boolean => kind === 'chargeback';

const refundsOf = (view: PaymentView | undefined): readonly RefundView[] => view?.refunds ?? [];

/** Refunds of the merchant that one view shows and a later one lacks: a provider forgets none. */
function lacksRefunds(earlier: PaymentView | undefined, read: PaymentView): boolean {
  if (read.refunds === undefined) return false;
  const shown = new Set(read.refunds.map(({ id }) => id));
  return refundsOf(earlier).some(({ id, kind }) => kind === 'refund' && !shown.has(id));
}

/** Whether a bank gave back what it had taken: the only way from refunded to paid. */
const isReturned = (known: PaymentView, read: PaymentView): boolean =>
  refundsOf(known).some(
    (refund) =>
      isChargeback(refund) &&
      !refundsOf(read).some(({ id, amount }) => id === refund.id && amount === refund.amount),
  );

function canFollow({ known, read }: Seen, { follows, phases }: Rules): boolean {
  if (known === undefined || known.state === read.state) return true;
  const isBack = phases[known.state] === 'refunded' && phases[read.state] === 'paid';
  return isBack ? isReturned(known, read) : mayBecome(known.state, read.state, follows);
}

/** Whether the read is older than the event: its state would still become the one that the event tells. */
function isBehind({ known, read, told }: Seen, { follows }: Rules): boolean {
  if (lacksRefunds(known, read) || lacksRefunds(told, read)) return true;
  const isOlderThan = (view: PaymentView | undefined): boolean =>
    view !== undefined &&
    view.state !== read.state &&
    mayBecome(read.state, view.state, follows) &&
    !mayBecome(view.state, read.state, follows);
  return isOlderThan(told) || isOlderThan(known);
}

/** What stays on record of the refunds where a read does not show any. */
const withRefunds = (read: PaymentView, known: PaymentView | undefined): PaymentView =>
  read.refunds === undefined && known?.refunds !== undefined
    ? { ...read, refunds: known.refunds }
    : read;

function notedOf({ known, read, told }: Seen, { phases, endedStates }: Rules): readonly Noted[] {
  const hadEnded = [known, told].some((view) => view !== undefined && endedStates.has(view.state));
  const isPaid = phases[read.state] === 'paid' || phases[read.state] === 'refunded';
  const disputes = [...refundsOf(read), ...refundsOf(told)].filter(isChargeback);
  return [
    ...(hadEnded && isPaid ? [{ finding: 'late_money' as const, object: read.id }] : []),
    ...[...new Set(disputes.map(({ id }) => id))].map((object) => ({
      finding: 'chargeback' as const,
      object,
    })),
  ];
}

/** What a read makes of a payment's record. The order in which events come changes nothing in what it ends with. */
export function advance(seen: Seen, rules: Rules): Step {
  if (isBehind(seen, rules)) return { kind: 'behind' };
  if (!canFollow(seen, rules)) return { kind: 'impossible' };
  const view = withRefunds(seen.read, seen.known);
  const isSame = JSON.stringify(view) === JSON.stringify(seen.known);
  return { kind: isSame ? 'same' : 'changed', view, noted: notedOf(seen, rules) };
}
