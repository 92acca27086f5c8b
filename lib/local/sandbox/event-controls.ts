import * as z from 'zod';
import { secondMs } from '../../../functions/platform/clock.ts';
import type { Events } from '../events/events.ts';
import { controlWith, type Control } from './control.ts';

const Waited = z.strictObject({ seconds: z.int().min(1).max(240).optional() }).prefault({});

/**
 * The controls of what is on the event bus.
 *
 * @param events undefined before the bus has started, and where the table's server has no streams
 */
export const eventControls = (events: () => Events | undefined): Control[] => [
  { route: 'GET /sandbox/events', run: () => ({ status: 200, body: events()?.events ?? [] }) },
  {
    route: 'GET /sandbox/events/dead-letters',
    run: () => ({ status: 200, body: events()?.deadLetters ?? [] }),
  },
  controlWith('POST /sandbox/events/wait', Waited, async ({ seconds }) => {
    const waiting = await events()?.wait(seconds === undefined ? undefined : seconds * secondMs);
    return { status: 200, body: { waiting: waiting ?? 0 } };
  }),
];
