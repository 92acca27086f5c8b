import { startConsole, type Console } from './console.ts';

/**
 * The operator's pages for the local system, at this port if it is free, or else at another. What they read with is
 * loaded when they are opened.
 */
export function startLocalConsole(simulatorUrl: string, port: number): Promise<Console> {
  const open = async () => (await import('../reading/gateway.ts')).localGateway(simulatorUrl);
  return startConsole(open, port).catch(() => startConsole(open, 0));
}
