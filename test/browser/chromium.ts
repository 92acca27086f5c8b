import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian's package `chromium` puts it. Nothing is downloaded. */
const executablePath = '/usr/bin/chromium';

/** Whether this machine has a browser to drive. */
export const hasChromium = (): boolean => existsSync(executablePath);

/** Starts Chromium without a window. In a container, where the user is root, it has no sandbox of its own. */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
