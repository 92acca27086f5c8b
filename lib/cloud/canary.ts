import type { OperationId } from '../../functions/operations.ts';
import type { Provider } from '../../functions/providers/provider.ts';
import type { Environment } from './environments/environment.ts';
import type { Grantor } from './operation-function.ts';

export type CanaryProps = {
  readonly environment: Pick<Environment, 'mode' | 'callerAddresses'>;
  /** Those that the stack serves. */
  readonly providers: readonly Provider[];
  /** The API's own name, which goes on working where the stack has another one as well. */
  readonly url: string;
};

/**
 * The providers at which the canary makes a payment every hour. Never where real money moves; and not where the web ACL
 * lets in listed addresses only, because the canary has none of its own.
 */
const triedIn = ({ environment, providers }: CanaryProps): readonly Provider[] =>
  environment.mode === 'test' && environment.callerAddresses === undefined
    ? providers.filter(({ trial }) => trial !== undefined)
    : [];

/** What the canary may call: health, and what it needs for the payments that it makes. */
const scopesOf = (tried: readonly Provider[]): readonly OperationId[] => [
  'gateway.health',
  ...tried.flatMap(({ trial }) => (trial === undefined ? [] : [trial.create, trial.cancel])),
];

/** Tells the canary where it asks and at which providers it pays, and the authorizer what it may call. */
export function canaryGrantor(props: CanaryProps): Grantor {
  const tried = triedIn(props);
  return {
    grantTo: (operation) => {
      if (operation.effect === 'authorizer')
        operation.set('CANARY_SCOPES', scopesOf(tried).join(' '));
      if (operation.effect !== 'canary') return;
      operation.set('GATEWAY_URL', props.url);
      if (tried.length > 0) operation.set('CANARY_TRIALS', tried.map(({ name }) => name).join(' '));
    },
  };
}
