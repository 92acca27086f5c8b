import type { World } from './world.ts';

/**
 * The world that is being gone through. What ships asks it for the time and sends its requests to it, as it would ask
 * the process's clock and open connections.
 */
export const stage: { world: World | undefined } = { world: undefined };

/** @throws Error where no world is being gone through */
export function onStage(): World {
  if (stage.world === undefined) throw new Error('There is no world.');
  return stage.world;
}
