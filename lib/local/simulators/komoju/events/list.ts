import type { Call } from '../call.ts';
import { pageOf, type Page } from '../protocol/page.ts';
import type { KomojuEvent } from './event.ts';

/** The events, newest first, one page of them. */
export const listEvents = (call: Call): Page<KomojuEvent> => pageOf(call.state.events, call);
