/** One call of a client, as a client's process is told it. */
export type Call = {
  readonly id: number;
  /** The client in TypeScript goes by the operation's id and the names in its path, the one in Python by the path. */
  readonly operation: string;
  readonly names: Readonly<Record<string, string>>;
  readonly method: string;
  readonly path: string;
  readonly intent?: string;
  readonly body?: object;
  readonly isFirstTry?: boolean;
  readonly withinMs?: number;
};

/** What the process says came of it. */
export type Result = {
  readonly id: number;
  /** `unsendable`: the client threw, and sent nothing. */
  readonly outcome: 'done' | 'rejected' | 'pending' | 'unsendable';
  readonly advice?: string | undefined;
  readonly status?: number | undefined;
  readonly body?: unknown;
  readonly code?: string | undefined;
  readonly operationId?: string | undefined;
  /** Milliseconds from when it was said. */
  readonly comeBackInMs?: number;
};

/** `('/payments/{paymentId}/capture', '/payments/pay_1/capture')` → `{ paymentId: 'pay_1' }` */
export function namesIn(template: string, path: string): Readonly<Record<string, string>> {
  const pattern = template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { ...new RegExp(`^${pattern}$`).exec(path)?.groups };
}
