import { rejection } from './errors.ts';

/** Whose key it is: the secret key is the merchant's server's, the publishable key is for browsers. */
export type KeyKind = 'secret' | 'publishable';

/** The key for browsers: it makes tokens, and sees and pays a session whose id it knows. */
export const publishableKey = 'pk_test_simulator';

/**
 * Basic authentication: the key is the user name, the password is empty. One of the known clients omits the colon, so it
 * is optional.
 */
export function authenticate(
  authorization: string | undefined,
  isSecretKey: (key: string) => boolean,
): KeyKind {
  const encoded = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const key = Buffer.from(encoded, 'base64').toString('utf8').replace(/:$/, '');
  if (isSecretKey(key)) return 'secret';
  if (key === publishableKey) return 'publishable';
  throw rejection('unauthorized');
}
