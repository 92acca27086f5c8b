import type { Client } from './client.ts';
import { php } from './php.ts';
import { ruby } from './ruby.ts';
import { samples } from './samples.ts';
import { servers } from './servers.ts';

/** Every public client whose requests are known. */
export const clients: readonly Client[] = [...samples, ...ruby, ...php, ...servers];
