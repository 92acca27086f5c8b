import { lookup as lookupAny, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** A name of the public internet led to an address inside of a network. */
export class NotPublicError extends Error {
  override readonly name = 'NotPublicError';
  readonly code = 'not_public';
}

/**
 * Looks up a name for a connection, and refuses it where any of its addresses is not public. What was looked at is what is
 * connected to: no second lookup could give another address.
 */
export const publicLookup: LookupFunction = (name, options, answer) => {
  lookupAny(name, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error !== null) {
      answer(error, '');
      return;
    }
    const isClosed = addresses.some(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (isClosed || first === undefined) {
      answer(new NotPublicError('An address inside of a network.'), '');
    } else if (options.all === true) {
      answer(null, addresses);
    } else {
      answer(null, first.address, first.family);
    }
  });
};
