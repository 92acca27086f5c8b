import type { PageAnswer } from '../../simulator.ts';
import { customerMayCancel, isExpired } from '../checkout-assumptions.ts';
import { isRecord } from '../protocol/fields.ts';
import { Rejection } from '../protocol/errors.ts';
import { cancelEntry } from '../sessions/cancel.ts';
import { browserOnwardOf, onwardOf, shopOf } from '../sessions/onward.ts';
import { isPayable, payEntry } from '../sessions/pay.ts';
import type { SessionEntry } from '../sessions/session.ts';
import { pageOf, sessionEntry } from '../sessions/show.ts';
import { checkoutPage } from './checkout-page.ts';
import { seeOther } from './html/document.ts';
import type { Visit } from './visit.ts';
import { messageOf } from './html/messages.ts';
import { noticePage, shopLink } from './html/notice-page.ts';
import { languageOf, textsIn } from './html/texts.ts';

/** How a session has ended, with the way back to the shop, or to where its payment is still to be made. */
function endedPage(entry: SessionEntry, visit: Visit): PageAnswer {
  const language = languageOf(entry.default_locale);
  const texts = textsIn(language);
  const shop = shopOf(entry);
  const rest = { language, returnUrl: entry.return_url };
  const back = { link: shopLink(shop, language) };
  if (isExpired(entry.status, entry.expiresAt, visit.now())) {
    return noticePage({ title: texts.expired, text: texts.expiredText, ...back }, rest);
  }
  if (entry.status === 'cancelled') {
    return noticePage({ title: texts.cancelled, text: texts.cancelledText, ...back }, rest);
  }
  const onward = onwardOf(entry, visit);
  return onward === null || onward === shop
    ? noticePage({ title: texts.completed, text: texts.completedText, ...back }, rest)
    : noticePage(
        {
          title: texts.completed,
          text: texts.openText,
          link: { url: onward, text: texts.howToGoOn },
        },
        rest,
      );
}

/** `GET /sessions/{id}`: the hosted page, to which `session_url` leads. */
export function showSessionPage(visit: Visit): PageAnswer {
  const entry = sessionEntry(visit);
  return isPayable(entry, visit.now())
    ? checkoutPage(entry, { type: visit.query.get('type') }, visit)
    : endedPage(entry, visit);
}

/**
 * `POST /sessions/{id}`: the customer presses "pay". A second press, a reload, or "back" and another press lead to where
 * the first one led, and pay nothing more.
 */
export function pressPay(visit: Visit): PageAnswer {
  const entry = sessionEntry(visit);
  if (!isPayable(entry, visit.now())) return seeOther(browserOnwardOf(entry, visit));
  try {
    return seeOther(payEntry(visit, true).redirect_url ?? pageOf(entry, visit.origin));
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    const details = visit.fields['payment_details'];
    const values = isRecord(details) ? details : {};
    const message = messageOf(error.code, languageOf(entry.default_locale));
    const type = String(values['type']);
    return checkoutPage(entry, { type, entered: { values, param: error.param, message } }, visit);
  }
}

/** `POST /sessions/{id}/cancel`: the customer wants to go back to the shop without paying. */
export function pressCancel(visit: Visit): PageAnswer {
  const entry = sessionEntry(visit);
  const canPay = isPayable(entry, visit.now());
  if (canPay && customerMayCancel) cancelEntry(entry, visit.now());
  const shop = entry.status === 'completed' ? null : shopOf(entry);
  return seeOther(shop ?? browserOnwardOf(entry, visit));
}
