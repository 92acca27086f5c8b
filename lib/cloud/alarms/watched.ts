import {
  MathExpression,
  Metric,
  Stats,
  type IMetric,
  type MetricProps,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib';
import type { MetricName } from '../../../functions/metrics.ts';
import { metricIn, namespaceOf, type NamedStack } from '../metrics.ts';

/** What an alarm may look at, besides the stack's own metrics. */
export type WatchedParts = {
  readonly environment: NamedStack;
  /** The name of the table in use. */
  readonly table: string;
  /** The name of the queue of starts that failed. */
  readonly deadLetters: string;
};

/** One value of a metric of AWS's own. */
const ofAws = (
  namespace: string,
  metricName: string,
  props: Pick<MetricProps, 'dimensionsMap' | 'statistic'>,
): Metric => new Metric({ namespace: `AWS/${namespace}`, metricName, ...props });

/** The metrics of one stack, for its alarms; all of them over the same stretch of time. */
export class Watched {
  readonly #parts: WatchedParts;
  readonly #period: Duration;

  constructor(parts: WatchedParts, period: Duration) {
    this.#parts = parts;
    this.#period = period;
  }

  /** A metric of the registry, for the whole stack or by a dimension. */
  own(name: MetricName, statistic: string, dimensionsMap?: Record<string, string>): IMetric {
    const { environment } = this.#parts;
    return metricIn(environment, name, {
      statistic,
      period: this.#period,
      ...(dimensionsMap && { dimensionsMap }),
    });
  }

  /** How often a metric was emitted; 0 where it was not, so that silence counts at once. */
  runs(name: MetricName): IMetric {
    return this.atLeast(this.own(name, Stats.SAMPLE_COUNT));
  }

  /** A figure of which a missing one is as bad as 0. */
  atLeast(emitted: IMetric): IMetric {
    return this.#math('FILL(emitted, 0)', { emitted });
  }

  /** A share in percent, and 0 while fewer than `least` are counted: one of two requests is no half of them. */
  share(counted: IMetric, all: IMetric, least: number): IMetric {
    return this.#math(`IF(FILL(counted, 0) >= ${least}, 100 * counted / all, 0)`, { counted, all });
  }

  /** The sum of the caller of whom most is counted. */
  worstCaller(name: MetricName): IMetric {
    const from = `SCHEMA("${namespaceOf(this.#parts.environment)}", caller)`;
    return this.#math(
      `SELECT SUM(${name}) FROM ${from} GROUP BY caller ORDER BY SUM() DESC LIMIT 1`,
      {},
    );
  }

  /** Starts of functions that failed for good and were not looked at yet. */
  deadLetters(): IMetric {
    const dimensionsMap = { QueueName: this.#parts.deadLetters };
    const name = 'ApproximateNumberOfMessagesVisible';
    const metric = ofAws('SQS', name, { dimensionsMap, statistic: Stats.MAXIMUM });
    return metric.with({ period: this.#period });
  }

  /** Executions that Lambda did not start for want of concurrency, of the whole account: it shares one limit. */
  functionsThrottled(): IMetric {
    return ofAws('Lambda', 'Throttles', { statistic: Stats.SUM }).with({ period: this.#period });
  }

  /** How many functions of the account run at once. */
  concurrency(): IMetric {
    const metric = ofAws('Lambda', 'ConcurrentExecutions', { statistic: Stats.MAXIMUM });
    return metric.with({ period: this.#period });
  }

  /** What the table did not do: its own errors, and what it throttled. */
  tableErrors(): IMetric {
    const sum = (name: string, dimensions: Record<string, string>) =>
      ofAws('DynamoDB', name, {
        dimensionsMap: { TableName: this.#parts.table, ...dimensions },
        statistic: Stats.SUM,
      });
    const using: Record<string, IMetric> = {
      reads: sum('ReadThrottleEvents', {}),
      writes: sum('WriteThrottleEvents', {}),
    };
    for (const Operation of ['GetItem', 'PutItem', 'UpdateItem', 'Query'])
      using[`of${Operation}`] = sum('SystemErrors', { Operation });
    // Most of them are never emitted. A sum of an array leaves those out; a plus would make nothing of all.
    return this.#math(`SUM([${Object.keys(using).join(', ')}])`, using);
  }

  #math(expression: string, usingMetrics: Record<string, IMetric>): IMetric {
    return new MathExpression({ expression, usingMetrics, period: this.#period });
  }
}
