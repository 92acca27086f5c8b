import { maxPort, type LocalSettings } from './settings.ts';
import { UsageError } from '../host/usage-error.ts';

/** Why the local system did not start: one line if the person who starts it can fix that, else a stack. */
export function startError(
  error: unknown,
  settings: Pick<LocalSettings, 'port'> | undefined,
): string {
  if (error instanceof UsageError) return error.message;
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (typeof port === 'number' && (code === 'EADDRINUSE' || code === 'EACCES')) {
    const setting = port === settings?.port ? 'PORT' : 'SIMULATOR_PORT';
    const other = `choose another: ${setting}=${anotherPort(port)}`;
    return code === 'EACCES'
      ? `Port ${port} is for the system's own programs; ${other}`
      : `Port ${port} is taken. Stop what listens there, or ${other}`;
  }
  // Anything else is a defect, and its stack helps to find it.
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Far enough away that the simulators' port, one above, is another one too. */
function anotherPort(port: number): number {
  if (port < 1024) return port + 3000;
  return port + 100 < maxPort ? port + 100 : port - 100;
}
