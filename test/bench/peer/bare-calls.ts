/**
 * The calls that a safe payment cannot do without, and nothing else: a claim and a completion by the AWS SDK, and between
 * them the provider, on a connection of its own. What a request takes beyond this is the gateway's.
 */
import { PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { dynamoDb } from '../../../functions/platform/aws.ts';
import { send } from '../../../functions/providers/client/send.ts';

const client = dynamoDb();
const TableName = process.env['LEDGER_TABLE'] ?? '';
const url = `${process.env['KOMOJU_ORIGIN'] ?? ''}/api/v1/payments`;

/** As many bytes as the rest of a claim has. */
const rest = { S: '-'.repeat(300) };

export async function handler({
  headers,
  body,
}: APIGatewayProxyEvent): Promise<{ statusCode: number }> {
  const Key = { pk: { S: headers['Idempotency-Key'] ?? '' }, sk: { S: 'OPERATION' } };
  const claim = {
    TableName,
    Item: { ...Key, rest },
    ConditionExpression: 'attribute_not_exists(pk)',
  };
  await client.send(new PutItemCommand(claim));
  const request = { method: 'POST', url, headers: {}, body: body ?? '' };
  const answer = await send(request, AbortSignal.timeout(18_000));
  if ('kind' in answer) throw new Error(`The provider gave ${answer.kind}.`);
  const completion = {
    TableName,
    Key,
    UpdateExpression: 'SET #body = :body',
    ConditionExpression: '#rest = :rest',
    ExpressionAttributeNames: { '#body': 'body', '#rest': 'rest' },
    ExpressionAttributeValues: { ':body': { S: answer.body }, ':rest': rest },
  };
  await client.send(new UpdateItemCommand(completion));
  return { statusCode: answer.status };
}
