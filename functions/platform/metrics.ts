import type { EpochMs } from './clock.ts';

/**
 * What makes CloudWatch take members of a log line for metrics (embedded metric format 0, AWS's specification of 2026);
 * their dimensions are operation and mode, both of which must be in the line.
 */
export const metricsIn = (names: readonly string[], at: EpochMs): object => ({
  _aws: {
    Timestamp: at,
    CloudWatchMetrics: [
      {
        Namespace: 'PaymentGateway',
        Dimensions: [['operation', 'mode']],
        Metrics: names.map((Name) => ({
          Name,
          Unit: Name.endsWith('Ms') ? 'Milliseconds' : 'Count',
        })),
      },
    ],
  },
});
