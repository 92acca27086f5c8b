import { Refusal, type RefusalCode } from '../../functions/platform/gateway-error.ts';

type Refused = { code: RefusalCode; param: string | undefined; message: string };

/** What an act was refused with; fails where it was not, or ended in another error. */
export function refusalFrom(act: () => unknown): Refused {
  try {
    act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: error.code, param: error.detail.param, message: error.message };
  }
  throw new Error('Nothing was refused.');
}

/** The same of an act that takes its time. */
export async function refusalOf(act: Promise<unknown>): Promise<Refusal> {
  const error: unknown = await act.then(
    () => new Error('Nothing was refused.'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refusal) return error;
  throw error;
}
