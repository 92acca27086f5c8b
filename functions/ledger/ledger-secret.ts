import * as z from 'zod/mini';
import { readSecretText, UnreadableSecret } from '../platform/secret-text.ts';

const Members = z.record(z.string(), z.string());

const keyName = /^fingerprintKey(\d+)$/;
/** A shorter key could be found by trying, and with it the bodies that it hides. */
const keyLengthMin = 32;

/** The namespace and the fingerprint keys of a stack. Neither may ever change; keys are added. */
export type LedgerSecret = {
  readonly namespace: string;
  /** The newest version, used for new records. */
  readonly version: number;
  /** The key of a version; none is removed before the oldest record made with it. */
  readonly key: (version: number) => string | undefined;
};

/** `{"namespace":"…","fingerprintKey1":"…","fingerprintKey2":"…"}`; @throws UnreadableSecret where a part is missing. */
export function readLedgerSecret(text: string): LedgerSecret {
  const members = readSecretText(text, { shape: Members, what: 'The secret of the ledger' });
  const isKey = (value: string): boolean => value.length >= keyLengthMin;
  const keys = new Map(
    Object.entries(members).flatMap(([name, value]) => {
      const version = keyName.exec(name)?.[1];
      return version !== undefined && isKey(value) ? [[Number(version), value] as const] : [];
    }),
  );
  const namespace = members['namespace'] ?? '';
  if (namespace === '' || keys.size === 0) {
    throw new UnreadableSecret('The secret of the ledger lacks its namespace or fingerprint key.');
  }
  return { namespace, version: Math.max(...keys.keys()), key: (version) => keys.get(version) };
}
