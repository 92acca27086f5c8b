import { refusal } from './errors.ts';

/** Who asks: the merchant's server, or a browser with the key that everybody may see. */
export type KeyKind = 'secret' | 'publishable';

export type ApiKeys = { readonly secretKey: string; readonly publishableKey: string };

/**
 * Basic authentication: the key is the user name, the password is empty. One of the known clients leaves out
 * the colon, so the bare key counts too.
 */
export function authenticate(authorization: string | undefined, keys: ApiKeys): KeyKind {
  const encoded = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  const key = Buffer.from(encoded, 'base64').toString('utf8').replace(/:$/, '');
  if (key === keys.secretKey) return 'secret';
  if (key === keys.publishableKey) return 'publishable';
  throw refusal('unauthorized');
}
