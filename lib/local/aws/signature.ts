import { createHash, createHmac, timingSafeEqual, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from './credentials.ts';

/** A request whose body has been read. */
export type SignedRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & {
  readonly body: Buffer;
};

const authorizationPattern =
  /^AWS4-HMAC-SHA256 Credential=(?<key>[^/,]+)\/\d{8}\/(?<region>[^/,]+)\/(?<service>[^/,]+)\/aws4_request, ?SignedHeaders=(?<names>[a-z0-9;-]+), ?Signature=(?<signature>[0-9a-f]{64})$/;

const datePattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Without these in the signature a request could be sent to another operation, or another server. */
const mustBeSigned: readonly string[] = ['host', 'x-amz-date', 'x-amz-target'];

const hashHeader = 'x-amz-content-sha256';

/** SHA-256 as the signer takes it; with a key it is an HMAC. */
class Sha256 {
  readonly #start: () => ReturnType<typeof createHmac> | Hash;
  #hash: ReturnType<typeof createHmac> | Hash;

  constructor(key?: unknown) {
    this.#start = () =>
      key === undefined ? createHash('sha256') : createHmac('sha256', key as Buffer);
    this.#hash = this.#start();
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
  reset(): void {
    this.#hash = this.#start();
  }
}

/**
 * Whether a request carries the signature (version 4) that these credentials give it, over its path, its body and its
 * operation. The signature's age is not checked: the sandbox moves the time that the functions sign with.
 */
export async function isSigned(request: SignedRequest, credentials: Credentials): Promise<boolean> {
  const given = readAuthorization(request);
  if (given?.key !== credentials.accessKeyId) return false;
  if (mustBeSigned.some((name) => !given.names.includes(name))) return false;
  const expected = await signatureOf(request, given, credentials);
  return expected.length === given.signature.length && timingSafeEqual(expected, given.signature);
}

/** How a request says that it was signed. */
type Authorization = {
  readonly key: string;
  readonly region: string;
  readonly service: string;
  /** The headers that were signed. */
  readonly names: readonly string[];
  readonly signature: Buffer;
  readonly date: Date;
};

function readAuthorization({ headers }: SignedRequest): Authorization | undefined {
  const found = authorizationPattern.exec(headers.authorization ?? '')?.groups;
  const date = readDate(headers['x-amz-date']);
  if (found === undefined || date === undefined) return undefined;
  const { key = '', region = '', service = '', names = '', signature = '' } = found;
  return { key, region, service, names: names.split(';'), signature: Buffer.from(signature), date };
}

async function signatureOf(
  request: SignedRequest,
  { region, service, names, date }: Authorization,
  credentials: Credentials,
): Promise<Buffer> {
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: Sha256,
    applyChecksum: names.includes(hashHeader),
  });
  const { headers } = await signer.sign(unsigned(request, names), {
    signingDate: date,
    signableHeaders: new Set(names),
  });
  return Buffer.from(/Signature=(\w+)$/.exec(headers['authorization'] ?? '')?.[1] ?? '');
}

/** The request as it was before it was signed. Its hash is left out, so that the signer computes it from the body. */
function unsigned(
  { method = 'POST', url = '/', headers, body }: SignedRequest,
  signed: readonly string[],
) {
  const { hostname, pathname, searchParams } = new URL(url, 'http://localhost');
  return {
    method,
    protocol: 'http:',
    hostname,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(
      signed
        .filter((name) => name !== hashHeader)
        .flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
    ),
    body,
  };
}

function readDate(text: unknown): Date | undefined {
  const parts = datePattern.exec(typeof text === 'string' ? text : '')?.slice(1);
  if (parts === undefined) return undefined;
  const [year = 0, month = 1, day, hours, minutes, seconds] = parts.map(Number);
  return new Date(Date.UTC(year, month - 1, day, hours, minutes, seconds));
}
