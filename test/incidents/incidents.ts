import type { Incident } from './incident.ts';
import { massKill } from './mass-kill.ts';
import { providerDown } from './provider-down.ts';
import { secretRevoked } from './secret-revoked.ts';

/** The staged incidents, by the names that `npm run incident` takes. */
export const incidents: Readonly<Record<string, Incident>> = {
  'provider-down': providerDown,
  'secret-revoked': secretRevoked,
  'mass-kill': massKill,
};
