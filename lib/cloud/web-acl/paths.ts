import { isOfProvider, routeOf, rowOf, type OperationId } from '../../../functions/operations.ts';

/** Whether a provider calls the operation, and no caller. */
const isWebhook = (id: OperationId): boolean => rowOf(id).effect === 'inbox';

/**
 * Whether cards could be tried by it: what makes a payment, a token or a customer, and what pays. A capture or a refund
 * takes no card.
 */
const takesCards = (id: OperationId): boolean =>
  isOfProvider(id) && routeOf(id)?.method === 'POST' && /\.(create|pay)$/.test(id);

/** How the paths of some operations are written as a pattern. */
type Writing = {
  /** Stands in front, or not: AWS does not document whether WAF is shown the stage. */
  readonly stage: string;
  /** What may stand where the route has a parameter. */
  readonly parameter: string;
  /** What may follow. */
  readonly end: string;
};

// Groups that are not captured: WAF knows no others.
const patternOf = (ids: readonly OperationId[], { stage, parameter, end }: Writing): string => {
  const paths = ids.map((id) => (routeOf(id)?.path ?? '').replaceAll(/\{\w+\}/g, parameter));
  return `^(?:/${stage})?(?:${paths.join('|')})${end}$`;
};

/** The webhooks' paths and nothing else: no other path may be taken for one, because they are exempt from much. */
export const webhookPaths = (ids: readonly OperationId[], stage: string): string =>
  patternOf(ids.filter(isWebhook), { stage, parameter: '[A-Za-z0-9_-]+', end: '' });

/** The path by which the gateway is asked whether it is well, and no other. */
export const healthPath = (stage: string): string =>
  patternOf(['gateway.health'], { stage, parameter: '', end: '' });

/** The paths by which cards could be tried, in every writing that may reach them. */
export const cardPaths = (ids: readonly OperationId[], stage: string): string =>
  patternOf(ids.filter(takesCards), { stage, parameter: '[^/]+', end: '/*' });
