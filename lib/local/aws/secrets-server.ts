import * as z from 'zod';
import type { SecretStore, SecretVersion } from './secret-store.ts';
import type { LocalSecret } from '../template/secrets.ts';
import {
  jsonAnswer,
  startAwsServer,
  type AwsAnswer,
  type AwsServerOptions,
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

type Action = (store: SecretStore, secret: LocalSecret, request: Request) => AwsAnswer;

/** Serves the operations of Secrets Manager that the stack and its commands use, to the real SDK client. */
export function startSecretsServer(
  store: SecretStore,
  options: Pick<AwsServerOptions, 'faults' | 'kill' | 'credentials'>,
): Promise<AwsServer> {
  return startAwsServer({
    ...options,
    on: 'secrets',
    throttled: awsError('ThrottlingException', 'Rate exceeded'),
    answer: ({ operation, body }) => Promise.resolve(answerTo(store, operation, body)),
  });
}

function answerTo(store: SecretStore, operation: string, body: Buffer): AwsAnswer {
  const action = actions[operation];
  if (action === undefined)
    return awsError('UnknownOperationException', `${operation} is not known here.`);
  const request = Request.safeParse(JSON.parse(body.toString()));
  if (!request.success) return awsError('InvalidRequestException', request.error.message);
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
  PutSecretValue: (store, secret, { SecretString, ClientRequestToken }) => {
    if (SecretString === undefined)
      return awsError('InvalidParameterException', 'You must provide SecretString.');
    const written = store.put(secret, SecretString, ClientRequestToken);
    return written === undefined
      ? awsError(
          'ResourceExistsException',
          "You can't create this secret version because another one has this ID.",
        )
      : jsonAnswer(200, described(secret, written));
  },
  DescribeSecret: (store, secret) =>
    jsonAnswer(200, {
      ARN: secret.arn,
      Name: secret.name,
      VersionIdsToStages: Object.fromEntries(
        store.versions(secret).map(({ id, stages }) => [id, stages]),
      ),
    }),
};

/** What the functions and the commands can ask of the secrets. */
export const secretsCalls: readonly string[] = Object.keys(actions);

const described = ({ arn, name }: LocalSecret, { id, stages }: SecretVersion) => ({
  ARN: arn,
  Name: name,
  VersionId: id,
  VersionStages: stages,
});

const awsError = (type: string, message: string) => jsonAnswer(400, { __type: type, message });

const notFound = () =>
  awsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret value.");
