import { randomBytes } from 'node:crypto';
import { readSigningSecrets } from '../../../functions/deliveries/sign.ts';
import { UsageError } from '../../host/usage-error.ts';
import { changeSecret, readSecret, type SharedSecret } from '../secret-change.ts';

/** What deliveries to an end point are signed with. Other members stay as they are. */
type Stored = { readonly secret: string; readonly previous?: string };

/** A change of what is stored. Pure, because it is done again where somebody else wrote first. */
export type SecretChange = (stored: Stored) => Stored;

const words = {
  name: 'The secret of the end point',
  lost: '. If deliveries have two signatures, it was: events secret NAME retire ends the older, once the receiver has the newer, which is in the secret.',
};

/** 32 random bytes, as Standard Webhooks writes them. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

/** A new one beside the old one, which signs on. @throws UsageError where there are two already */
export const rotated =
  (secret: string): SecretChange =>
  (stored) => {
    if (stored.previous !== undefined) {
      throw new UsageError(
        'Deliveries are signed with two secrets already. Once the receiver has the newer one, end the older: retire',
      );
    }
    return { ...stored, secret, previous: stored.secret };
  };

/** The old one ends. @throws UsageError where there is only one */
export const retired: SecretChange = ({ previous, ...stored }) => {
  if (previous === undefined) {
    throw new UsageError('Deliveries are signed with one secret only. A new one: rotate');
  }
  return stored;
};

function parse(text: string): Stored {
  try {
    readSigningSecrets(text);
    return JSON.parse(text) as Stored;
  } catch {
    // What is wrong with it is not told: another secret may be there.
    throw new UsageError(
      'The secret of the end point cannot be read: it has another form than expected. It is that of the output Endpoint…SecretArn.',
    );
  }
}

/** @throws UsageError where the change refuses, or it is another secret */
export const changeSigningSecret = (secret: SharedSecret, change: SecretChange): Promise<void> =>
  changeSecret(secret, words, (text) => JSON.stringify(change(parse(text))));

/** Whether the change may be made. @throws UsageError where it refuses */
export async function checkSigningSecret(
  secret: SharedSecret,
  change: SecretChange,
): Promise<void> {
  change(parse((await readSecret(secret)).text));
}
