import * as z from 'zod';
import { controlWith, type Control } from '../sandbox/control.ts';

/** The merchant's secret keys that every simulated provider accepts, and the control that changes them. */
export type AcceptedKeys = {
  readonly accepts: (key: string) => boolean;
  readonly control: Control;
};

const Keys = z.strictObject({ keys: z.array(z.string().startsWith('sk_test_')).min(1) });

/** As a provider's dashboard does it: a second key beside the first, then the new one alone. A restart forgets it. */
export function acceptedKeys(first: string): AcceptedKeys {
  let accepted: readonly string[] = [first];
  return {
    accepts: (key) => accepted.includes(key),
    control: controlWith('POST /sandbox/keys', Keys, ({ keys }) => {
      accepted = keys;
      return { status: 200, body: { count: keys.length } };
    }),
  };
}
