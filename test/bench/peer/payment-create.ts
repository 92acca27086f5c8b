/**
 * THE PEER: the same job as komoju.payment.create, the way the documentation of middy 7 and Powertools 2 shows it.
 * It is measured and never shipped. Do not take it for a gateway: its idempotency deletes the claim on any error, and
 * the retry then pays twice.
 */
import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import * as z from 'zod/mini';

const logger = new Logger();
const metrics = new Metrics();
const tracer = new Tracer();
const secrets = new SecretsProvider();
const persistenceStore = new DynamoDBPersistenceLayer({
  tableName: process.env['LEDGER_TABLE'] ?? '',
});
const config = new IdempotencyConfig({
  eventKeyJmesPath: 'headers."idempotency-key"',
  payloadValidationJmesPath: 'body',
  throwOnNoIdempotencyKey: true,
});

const Payment = z.looseObject({
  amount: z.int().check(z.gte(1)),
  currency: z.string().check(z.regex(/^[A-Za-z]{3}$/)),
});

async function create(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const body = Payment.parse(event.body);
  const secret = await secrets.get(process.env['KOMOJU_SECRET'] ?? '', {
    maxAge: 300,
    transform: 'json',
  });
  const { secretKey } = secret as { secretKey: string };
  const response = await fetch(`${process.env['KOMOJU_ORIGIN'] ?? ''}/api/v1/payments`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`,
      'content-type': 'application/json',
      'x-komoju-idempotency': event.headers['idempotency-key'] ?? '',
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(18_000),
  });
  const payment = await response.text();
  metrics.addMetric('paymentCreated', MetricUnit.Count, 1);
  logger.info('payment created', { status: response.status });
  return {
    statusCode: response.status,
    headers: { 'Content-Type': 'application/json' },
    body: payment,
  };
}

export const handler = middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
  .use(captureLambdaHandler(tracer))
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .use(httpErrorHandler())
  .use(httpHeaderNormalizer())
  .use(httpJsonBodyParser())
  .use(makeHandlerIdempotent({ persistenceStore, config }))
  .handler(create);
