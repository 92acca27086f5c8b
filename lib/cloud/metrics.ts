import { Metric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../functions/metrics.ts';

/** A stack, as far as its metrics go. */
export type NamedStack = { readonly stackName: string };

/** Under which a stack's metrics stand in CloudWatch. It is the stack's own, so that two stacks are never added up. */
export const namespaceOf = ({ stackName }: NamedStack): string => `PaymentGateway/${stackName}`;

/** A metric of the registry, as an alarm or a graph of the stack names it. */
export const metricIn = (
  environment: NamedStack,
  metricName: MetricName,
  props: Omit<MetricProps, 'namespace' | 'metricName'> = {},
): Metric => new Metric({ namespace: namespaceOf(environment), metricName, ...props });
