import { GatewayError, type GatewayErrorCode } from '../../functions/platform/gateway-error.ts';

type Refused = { code: GatewayErrorCode; param: string | undefined; message: string };

/** What an act was refused with; fails where it was not, or ended in another error. */
export function gatewayErrorFrom(act: () => unknown): Refused {
  try {
    act();
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return { code: error.code, param: error.detail.param, message: error.message };
  }
  throw new Error('Nothing was refused.');
}

/** The same of an act that takes its time. */
export async function gatewayErrorOf(act: Promise<unknown>): Promise<GatewayError> {
  const error: unknown = await act.then(
    () => new Error('Nothing was refused.'),
    (reason: unknown) => reason,
  );
  if (error instanceof GatewayError) return error;
  throw error;
}
