import type { Call } from '../call.ts';
import { rejection } from '../protocol/errors.ts';
import { pageOf, type Page } from '../protocol/page.ts';
import { chargebacksNotEnabled, type ChargebackRequest } from '../webhook-assumptions.ts';

/** The chargeback requests, newest first, one page of them; refused to a merchant for whom it is not enabled. */
export function listChargebackRequests(call: Call): Page<ChargebackRequest> {
  const { state } = call;
  if (!state.showsChargebacks) throw rejection(chargebacksNotEnabled);
  return pageOf(Object.values(state.chargebackRequests), call);
}
