/* Written by `npm run generate` from functions/operations.ts. Do not edit. */
import { komojuEvents } from './komoju/events.ts';
import { coineyEvents } from './coiney/events.ts';
import type { EventSource } from './event-source.ts';

/** Every provider whose webhooks have a row in the table of operations. */
export const eventSources: readonly EventSource[] = [komojuEvents, coineyEvents];
