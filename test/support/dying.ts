import type { RecoveryContext } from '../../functions/recovery/recovery-context.ts';

/** The process is dead. */
export class Killed extends Error {}

/** What it is before, and after a call. The process dies there at one of them. */
export type Steps = { readonly before: () => void; readonly after: () => void };

/** Ports whose calls are steps. */
export const dying = <Ports extends object>(ports: Ports, { before, after }: Steps): Ports =>
  new Proxy(ports, {
    get: (target, name) => {
      const port: unknown = Reflect.get(target, name);
      if (typeof port !== 'function') return port;
      return async (...values: unknown[]) => {
        before();
        const value: unknown = await Reflect.apply(port, target, values);
        after();
        return value;
      };
    },
  });

/** Steps of a process that dies at one of them, and does nothing any more from then on. */
export function stepsUntil(place: number): { at: Steps; taken: () => number } {
  let taken = 0;
  const step = (): void => {
    taken += 1;
    if (taken >= place) throw new Killed();
  };
  return { at: { before: step, after: step }, taken: () => taken };
}

/** What a process came to, or that it died. */
export const diedOr = <Value>(work: Promise<Value>): Promise<Value | 'died'> =>
  work.catch((reason: unknown) => {
    if (reason instanceof Killed) return 'died' as const;
    throw reason;
  });

/** Recovery whose calls of the ledger and of the secrets are steps. */
export const dyingRecovery = (recovery: RecoveryContext, at: Steps): RecoveryContext => ({
  ...recovery,
  store: dying(recovery.store, at),
  providers: new Map(
    [...recovery.providers].map(([name, access]) => [
      name,
      { ...access, secret: dying(access.secret, at) },
    ]),
  ),
});
