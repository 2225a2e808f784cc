import { composeFile } from './compose-file';
import { makefile } from './makefile';
import { CLI_FILE } from './own-file';
import type { StackService } from './stack-service';
import { isFileName, type StackSetting } from './stack-setting';

/** The files of a stack by their names. */
export function stackFiles(services: readonly StackService[], setting: StackSetting): { [name: string]: string } {
  const keys = [...new Set(services.flatMap((service) => [...service.keys.values()]))].sort();
  const requiredKeys = keys.filter((key) => services.some((service) => isRenamed(service, key)));
  return {
    [setting.composeFile]: composeFile(services, setting),
    [setting.makefile]: makefile({ ...setting, keys, requiredKeys }),
    [CLI_FILE]: cliSettings(setting),
  };
}

/** Those that can be looked for: a name that leads elsewhere is an error of its own. */
export function namesOfFiles({ composeFile: compose, makefile: make }: StackSetting): string[] {
  return [...[compose, make].filter(isFileName), CLI_FILE];
}

/** What the CLI reads where it is called by hand. */
export function cliSettings({ projectId, environment }: StackSetting): string {
  const json = { workspaceId: projectId, defaultEnvironment: environment, gitBranchToEnvironmentMapping: null };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function isRenamed({ keys }: StackService, key: string): boolean {
  return [...keys].some(([variable, one]) => one === key && variable !== key);
}
