/** The answer to one request of the host to the server that holds the table. */
export type DynamodbAnswer = {
  readonly ok: boolean;
  /** The name of the error, without its namespace. */
  readonly type: string | undefined;
  readonly text: string;
};

/** Both APIs of DynamoDB are served at one address; a request names the one that it is for. */
const apis = { table: 'DynamoDB_20120810', streams: 'DynamoDBStreams_20120810' } as const;

/** One request without the SDK: the host sends few kinds of them, and none needs a real signature. */
export async function dynamodbCall(
  { endpoint, api = 'table' }: { readonly endpoint: string; readonly api?: keyof typeof apis },
  operation: string,
  body: unknown,
): Promise<DynamodbAnswer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${apis[api]}.${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/ap-northeast-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const type = /"__type"\s*:\s*"(?:[^"#]*#)?(\w+)"/.exec(text)?.[1];
  return { ok: response.ok, type, text };
}
