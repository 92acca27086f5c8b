import * as z from 'zod';
import type { SecretStore, SecretVersion } from './secret-store.ts';
import type { LocalSecret } from '../template/template.ts';
import {
  jsonAnswer,
  startWire,
  type WireAnswer,
  type WireOptions,
  type AwsServer,
} from './aws-server.ts';

const Request = z.object({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
  SecretString: z.string().optional(),
  ClientRequestToken: z.string().optional(),
});
type Request = z.infer<typeof Request>;

type Action = (store: SecretStore, secret: LocalSecret, request: Request) => WireAnswer;

/** Serves the calls of Secrets Manager that the stack and its commands make; the real SDK client talks to it. */
export function startSecretsServer(
  store: SecretStore,
  options: Pick<WireOptions, 'faults' | 'kill'>,
): Promise<AwsServer> {
  return startWire({
    ...options,
    on: 'secrets',
    throttled: refusal('ThrottlingException', 'Rate exceeded'),
    answer: ({ operation, body }) => Promise.resolve(answerTo(store, operation, body)),
  });
}

function answerTo(store: SecretStore, operation: string, body: Buffer): WireAnswer {
  const action = actions[operation];
  if (action === undefined)
    return refusal('UnknownOperationException', `${operation} is not known here.`);
  const request = Request.safeParse(JSON.parse(body.toString()));
  if (!request.success) return refusal('InvalidRequestException', request.error.message);
  const secret = store.find(request.data.SecretId);
  return secret === undefined ? notFound() : action(store, secret, request.data);
}

const actions: Readonly<Record<string, Action>> = {
  GetSecretValue: (store, secret, { VersionId, VersionStage = 'AWSCURRENT' }) => {
    const version = store
      .versions(secret)
      .find(({ id, stages }) =>
        VersionId === undefined ? stages.includes(VersionStage) : id === VersionId,
      );
    return version === undefined
      ? notFound()
      : jsonAnswer(200, { ...described(secret, version), SecretString: version.value });
  },
  PutSecretValue: (store, secret, { SecretString, ClientRequestToken }) =>
    SecretString === undefined
      ? refusal('InvalidParameterException', 'You must provide SecretString.')
      : jsonAnswer(200, described(secret, store.put(secret, SecretString, ClientRequestToken))),
  DescribeSecret: (store, secret) =>
    jsonAnswer(200, {
      ARN: secret.arn,
      Name: secret.name,
      VersionIdsToStages: Object.fromEntries(
        store.versions(secret).map(({ id, stages }) => [id, stages]),
      ),
    }),
};

const described = ({ arn, name }: LocalSecret, { id, stages }: SecretVersion) => ({
  ARN: arn,
  Name: name,
  VersionId: id,
  VersionStages: stages,
});

const refusal = (type: string, message: string) => jsonAnswer(400, { __type: type, message });

const notFound = () =>
  refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret value.");
