import { generateKeyPairSync, sign } from 'node:crypto';

/** A server's private key and its certificate, both PEM. */
export type Identity = { readonly key: string; readonly certificate: string };

/** One element of DER: tag, length in its shortest form, content. */
function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const bytes = body.length.toString(16);
  const length =
    body.length < 0x80
      ? Buffer.from([body.length])
      : Buffer.from(`${(0x80 + Math.ceil(bytes.length / 2)).toString(16)}${even(bytes)}`, 'hex');
  return Buffer.concat([Buffer.from([tag]), length, body]);
}

const even = (hex: string): string => (hex.length % 2 === 0 ? hex : `0${hex}`);
const sequence = (...members: readonly Uint8Array[]): Buffer => der(0x30, ...members);
const octets = (content: Uint8Array): Buffer => der(0x04, content);
const objectId = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const isTrue = der(0x01, Buffer.from([0xff]));

// ecdsa-with-SHA256, commonName, basicConstraints and subjectAltName, as RFC 5280 and RFC 5758 number them.
const ecdsaSha256 = sequence(objectId('2a8648ce3d040302'));
const name = sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from('bench')))));
const isAuthority = sequence(objectId('551d13'), isTrue, octets(sequence(isTrue)));
const isLoopback = sequence(
  objectId('551d11'),
  octets(sequence(der(0x87, Buffer.from([127, 0, 0, 1])))),
);
const ever = sequence(
  der(0x17, Buffer.from('200101000000Z')),
  der(0x17, Buffer.from('491231235959Z')),
);

/**
 * A self-signed certificate for 127.0.0.1, made for one run: handshakes are part of what is measured, and a key in
 * the repository would be one to explain. Node makes keys but no certificates; these few fields are all that TLS asks.
 */
export function makeIdentity(): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    ecdsaSha256,
    name,
    ever,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(isAuthority, isLoopback)),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const whole = sequence(toBeSigned, ecdsaSha256, der(0x03, Buffer.from([0]), signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${whole.toString('base64')}\n-----END CERTIFICATE-----\n`,
  };
}
