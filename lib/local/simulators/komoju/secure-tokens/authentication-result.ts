import { randomBytes, randomUUID } from 'node:crypto';

/** What a bank answers in 3-D Secure. Members of KOMOJU's client for Node, ThreeDsAuthResult (seen 2026). */
export type AuthenticationResult = {
  dsReferenceNumber: string;
  acsReferenceNumber: string;
  threeDSRequestorTransID: string;
  acsTransID: string;
  dsTransID: string;
  threeDSServerTransID: string;
  eci: string;
  messageVersion: string;
  authenticationType: string;
  authenticationValue: string;
  transStatus: string;
};

/** The indicator of a full authentication, and of none, as the card schemes number them (EMV 3-D Secure). */
const indicators: Readonly<Record<string, readonly [full: string, none: string]>> = {
  master: ['02', '00'],
};

/** The answer of a bank that recognised the holder, or did not. */
export function authenticationResult(brand: string, isHolder: boolean): AuthenticationResult {
  const [full, none] = indicators[brand] ?? ['05', '07'];
  return {
    dsReferenceNumber: 'SIMULATOR_DS_0001',
    acsReferenceNumber: 'SIMULATOR_ACS_0001',
    threeDSRequestorTransID: randomUUID(),
    acsTransID: randomUUID(),
    dsTransID: randomUUID(),
    threeDSServerTransID: randomUUID(),
    eci: isHolder ? full : none,
    messageVersion: '2.2.0',
    authenticationType: '02',
    authenticationValue: isHolder ? randomBytes(20).toString('base64') : '',
    transStatus: isHolder ? 'Y' : 'N',
  };
}
