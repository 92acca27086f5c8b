import type { LogLine } from '../../functions/platform/log.ts';

/** What an act gave back, and the log lines that it wrote; all else goes to the standard output as ever. */
export async function logged<Value>(
  act: () => Promise<Value>,
): Promise<{ value: Value; lines: readonly LogLine[] }> {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  const lines: LogLine[] = [];
  stdout.write = (chunk: string | Uint8Array): boolean => {
    const text = String(chunk);
    if (!text.startsWith('{"time":')) return write(chunk);
    lines.push(JSON.parse(text) as LogLine);
    return true;
  };
  try {
    return { value: await act(), lines };
  } finally {
    stdout.write = write;
  }
}
