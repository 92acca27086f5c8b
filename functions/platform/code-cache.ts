/** Under this name the loader of a deployed function says how V8 took its code cache, before the function runs. */
const place = Symbol.for('payment-gateway.code-cache');

type Global = { [place]?: boolean };

/** Says whether V8 took the cache. @param isRejected undefined where there is none */
export function noteCodeCache(isRejected: boolean | undefined): void {
  (globalThis as Global)[place] = isRejected === true;
}

/** Whether a code cache came with this function, and V8 did not take it: it is of another version or processor. */
export const isCodeCacheRejected = (): boolean => (globalThis as Global)[place] === true;
