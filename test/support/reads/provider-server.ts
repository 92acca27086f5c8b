import type { ProviderAccess } from '../../../functions/providers/client/provider-access.ts';
import type { CallContext } from '../../../functions/providers/client/read-from-provider.ts';
import type { Provider } from '../../../functions/providers/provider.ts';
import type { ProviderSecret } from '../../../functions/providers/provider-secret.ts';
import { listen } from '../../../lib/host/listen.ts';

/** What a provider answers in a test: 200 unless a status is named; an object as JSON, text as it is. */
export type TestAnswer = { readonly status?: number; readonly body: unknown };

/** A provider over HTTP that answers as a test says, and how the gateway reaches it. */
export type ProviderServer = {
  readonly access: ProviderAccess;
  readonly call: CallContext;
  /** What it was asked, oldest first. */
  readonly received: URL[];
  /** From now on it answers so. */
  answerWith(answer: (url: URL) => TestAnswer | Promise<TestAnswer>): void;
  close(): Promise<void>;
};

/** The secret that opens the account of {@link startProviderServer}. */
export const mainSecret: ProviderSecret = { account: 'main', values: { secretKey: 'sk_test_1' } };

/** Starts one on a free port; it answers 500 until it is told what to answer. Close it. */
export async function startProviderServer(
  provider: Provider,
  secret: ProviderSecret = mainSecret,
): Promise<ProviderServer> {
  const received: URL[] = [];
  let answer: (url: URL) => TestAnswer | Promise<TestAnswer> = () => ({ status: 500, body: '' });
  const server = await listen(0, (request, response) => {
    const url = new URL(request.url ?? '', 'http://provider');
    received.push(url);
    void Promise.resolve(answer(url)).then(({ status = 200, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  return {
    access: {
      provider,
      origin: server.url,
      secret: {
        current: () => Promise.resolve(secret),
        refetch: () => Promise.resolve(undefined),
      },
    },
    call: {
      secret,
      signal: new AbortController().signal,
      line: { time: '', requestId: '', operation: '' },
    },
    received,
    answerWith: (next) => {
      answer = next;
    },
    close: server.close,
  };
}
