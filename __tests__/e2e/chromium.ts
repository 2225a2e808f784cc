import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat([
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]);

/** The Chromium of this machine, which asks nobody for anything of its own. */
export function startChromium(): Promise<Browser> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const executablePath = folders.map((folder) => join(folder, 'chromium')).find(existsSync);
  if (executablePath === undefined) {
    throw new Error('there is no chromium: call ".ci/install-system-programs FOLDER" and put FOLDER on PATH');
  }
  return chromium.launch({ executablePath, args: ARGS });
}
