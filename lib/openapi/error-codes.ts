import type { Effect } from '../../functions/operations.ts';
import { gatewayErrors, type GatewayErrorCode } from '../../functions/platform/gateway-error.ts';
import type { ErrorShape } from '../../functions/http/response.ts';
import { gatewayAnswers } from '../cloud/rest-api/gateway-answers.ts';

type Code = GatewayErrorCode;

/** A webhook is checked by its signature, not by a key with rights. */
const ofAnyRoute: readonly Code[] = ['invalid_parameter', 'not_attempted', 'internal_error'];

/** The errors that a function with this effect tells. */
const ofFunctions: Readonly<Record<Effect, readonly Code[]>> = {
  read: [...ofAnyRoute, 'not_allowed', 'card_data_not_accepted'],
  mutation: (Object.keys(gatewayErrors) as Code[]).filter(
    (code) => code !== 'unauthorized' && code !== 'not_found',
  ),
  'record-read': [...ofAnyRoute, 'not_allowed', 'not_found', 'outcome_unknown'],
  inbox: [...ofAnyRoute, 'unauthorized'],
  health: ['not_allowed', 'internal_error'],
  background: [],
  delivery: [],
  canary: [],
  authorizer: [],
};

/** API Gateway's own statuses of a head that is too long; `DEFAULT_4XX` keeps them. */
const tooLong = [400, 414, 431];

/** What API Gateway answers on any route. There is always a route, so it never says that there is none. */
const ofApiGateway: readonly (readonly [number, Code])[] = gatewayAnswers
  .filter(({ code }) => code !== 'not_found')
  .flatMap(({ status, code }) =>
    status === undefined ? tooLong.map((each) => [each, code] as const) : [[status, code] as const],
  );

/** The gateway's codes by the status that they are answered with, in the order of the statuses. */
export function codesByStatus(
  effect: Effect,
  { statusOf }: Pick<ErrorShape, 'statusOf'>,
): ReadonlyMap<number, readonly Code[]> {
  const own = ofFunctions[effect].map(
    (code) => [statusOf?.(code) ?? gatewayErrors[code].status, code] as const,
  );
  const all = [...own, ...ofApiGateway].sort(([one], [other]) => one - other);
  const codes = new Map<number, readonly Code[]>();
  for (const [status, code] of all) {
    codes.set(status, [...new Set([...(codes.get(status) ?? []), code])]);
  }
  return codes;
}
