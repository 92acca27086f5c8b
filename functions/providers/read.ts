import { ask, type Destination, type Question } from './call.ts';
import type { Outcome } from './outcome.ts';
import type { Request } from '../http/request.ts';
import { wireRequest } from './provider-request.ts';

/** What every question to the provider has in common. */
export type Asking = Pick<Question, 'secret' | 'signal' | 'line'>;

/** One read at the provider that the gateway makes for itself. Never throws. */
export const read = (
  destination: Destination,
  place: Pick<Request, 'path' | 'headers' | 'query'>,
  asking: Asking & Pick<Question, 'tell'>,
): Promise<Outcome> =>
  ask(destination, {
    ...asking,
    request: wireRequest(
      destination,
      { method: 'GET', path: place.path, headers: place.headers, query: place.query },
      { encoding: 'none', value: {} },
    ),
    maySend: () => true,
  });
