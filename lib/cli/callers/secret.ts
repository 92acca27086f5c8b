import { readCallersSecret, type KnownCallers } from '../../../functions/http/callers-secret.ts';
import { UsageError } from '../../host/usage-error.ts';
import { changeSecret, readSecret, type SharedSecret } from '../secret-change.ts';
import type { Change } from './changes.ts';

/** The callers' secret of one gateway. */
export type CallersSecret = SharedSecret;

/** Secrets Manager's own limit, in bytes of UTF-8. */
export const mostBytes = 65_536;

const words = {
  name: 'The callers’ secret',
  lost: ', and a new key is lost then. See callers list. If the caller is there: callers rotate gives an added one a key, and callers retire --newer ends one that a rotation has added.',
};

type Contents = { readonly contents: object; readonly callers: KnownCallers };

function parse(text: string): Contents {
  try {
    return { callers: readCallersSecret(text), contents: JSON.parse(text) as object };
  } catch {
    // What is wrong with it is not told: a person may have put a key there.
    throw new UsageError(
      'The callers’ secret cannot be read: it is not what the authorizer expects. It is that of the output CallersSecretArn.',
    );
  }
}

/** Who may call. @throws UsageError where the secret is another one */
export const readCallers = async (secret: CallersSecret): Promise<KnownCallers> =>
  parse((await readSecret(secret)).text).callers;

/**
 * Makes a change, on what others have written meanwhile if need be, so that nobody's entry is lost.
 *
 * @returns how many bytes of {@link mostBytes} the secret has now
 * @throws UsageError where the change refuses, the secret is full, or the version was put back by hand
 */
export async function changeCallers(secret: CallersSecret, change: Change): Promise<number> {
  let bytes = 0;
  await changeSecret(secret, words, (before) => {
    const { contents, callers } = parse(before);
    const text = JSON.stringify({ ...contents, callers: change(callers) });
    bytes = Buffer.byteLength(text);
    if (bytes > mostBytes) {
      throw new UsageError(
        `The callers’ secret is full: it would have ${String(bytes)} of ${String(mostBytes)} bytes. Give several scopes as one with .*`,
      );
    }
    return text;
  });
  return bytes;
}
