import type { Call } from '../call.ts';
import { rejection } from '../protocol/errors.ts';
import type { KomojuEvent } from './event.ts';

/** The event that the path names. */
export function showEvent({ state, path }: Call): KomojuEvent {
  const event = state.events.find(({ id }) => id === path['id']);
  if (event === undefined) throw rejection('not_found');
  return event;
}
