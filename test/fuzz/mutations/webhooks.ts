import type { Mutation } from './mutation.ts';

const signatures = ['', '0', 'f'.repeat(64), 'sha256=00', '0'.repeat(5000), '\u00e9'];

const tokens = ['x', 'a'.repeat(43), '__proto__', '%00', '..', 'undefined'];

/** Webhooks that their provider never sent. */
export const webhooks: Readonly<Record<string, Mutation>> = {
  'no signature': (draft) => ({ ...draft, signedWith: undefined }),
  'another signature': (draft, draw) => ({
    ...draft,
    signedWith: undefined,
    headers: [...draft.headers, ['X-Komoju-Signature', draw.oneOf(signatures)]],
  }),
  'a signature twice': (draft, draw) => ({
    ...draft,
    headers: [...draft.headers, ['X-Komoju-Signature', draw.oneOf(signatures)]],
  }),
  'another secret': (draft, draw) => ({ ...draft, signedWith: draw.oneOf(['', 'whsec', '\0']) }),
  'another token': (draft, draw) => ({
    ...draft,
    path: draft.path.replace(/(\/coiney\/webhooks\/).*/, `$1${draw.oneOf(tokens)}`),
  }),
};
