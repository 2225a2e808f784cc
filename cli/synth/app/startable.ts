import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { packageFolder } from '../../files/packages';
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
  if (command.loader === undefined || findsPackagesElsewhere(process.env) || packageFolder(folder, 'tsx') !== undefined)
    return;
  throw new Error(`the app "${app}" cannot start: tsx is not installed here, run npm install --save-dev tsx`);
}

/** Yarn's Plug'n'Play loads a module that finds them. */
function findsPackagesElsewhere({ NODE_OPTIONS = '', NODE_PATH = '' }: NodeJS.ProcessEnv): boolean {
  return NODE_PATH !== '' || /(?:^|\s)(?:-r|--require|--import|--(?:experimental-)?loader)\b/.test(NODE_OPTIONS);
}
