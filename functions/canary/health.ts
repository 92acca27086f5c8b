import * as z from 'zod/mini';
import { partStates } from '../providers/client/part-states.ts';
import type { Reply } from './ask.ts';

/** Only what can be a word of ours goes into the log: something else may have answered. */
const Name = z.string().check(z.regex(/^[a-z][a-z.-]{0,60}$/));

const Health = z.object({ parts: z.record(Name, z.enum(partStates)) });

/** How the gateway says that it is. */
export type Health = {
  /** What is not as it should be, in fixed words. */
  readonly why: readonly string[];
  /** Whether everything of a provider is well, so that a payment may be made there. */
  readonly isWell: (provider: string) => boolean;
};

/**
 * Reads what the gateway answers of its health. A secret that nobody has filled in yet is not unhealthy by itself: a new
 * stack, or a provider that the merchant has no account with.
 */
export function readHealth(reply: Reply): Health {
  if (!('status' in reply)) return { why: [`health: ${reply.why}`], isWell: () => false };
  const parts = Health.safeParse(reply.body).data?.parts;
  if (parts === undefined || ![200, 503].includes(reply.status)) {
    return { why: [`health: ${reply.status}`], isWell: () => false };
  }
  const isEmpty = (part: string): boolean => part.endsWith('.secret') && parts[part] === 'empty';
  const bad = Object.keys(parts).filter((part) => parts[part] !== 'ok' && !isEmpty(part));
  return {
    why: bad.map((part) => `${part}: ${parts[part] ?? ''}`),
    isWell: (provider) => ['secret', 'origin'].every((of) => parts[`${provider}.${of}`] === 'ok'),
  };
}
