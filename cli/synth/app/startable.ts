import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { appCommand } from '../start/app-command';

/**
 * Says in one line what Node would say in twenty: that a command line of the usual form names something that is not
 * there.
 *
 * @throws if the program is not there, or the project has no tsx
 */
export function assertStartable(app: string, folder: string): void {
  const command = appCommand(app);
  if (command === undefined) return;
  if (!existsSync(resolve(folder, command.entry))) {
    throw new Error(`the app "${app}" cannot start: there is no file "${command.entry}" in the folder of the project`);
  }
  if (command.loader === undefined || findsPackagesElsewhere(process.env) || isInstalled('tsx', folder)) return;
  throw new Error(`the app "${app}" cannot start: tsx is not installed here, run npm install --save-dev tsx`);
}

/** As Node looks for packages. */
function isInstalled(name: string, folder: string): boolean {
  for (let place = resolve(folder); ; place = dirname(place)) {
    if (existsSync(join(place, 'node_modules', name))) return true;
    if (place === dirname(place)) return false;
  }
}

/** Yarn's Plug'n'Play loads a module that finds them. */
function findsPackagesElsewhere({ NODE_OPTIONS = '', NODE_PATH = '' }: NodeJS.ProcessEnv): boolean {
  return NODE_PATH !== '' || /(?:^|\s)(?:-r|--require|--import|--(?:experimental-)?loader)\b/.test(NODE_OPTIONS);
}
