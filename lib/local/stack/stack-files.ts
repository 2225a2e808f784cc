import { composeFile } from '../compose/compose-file';
import { makefile } from '../make/makefile';
import type { FolderReads } from '../record/folder-reads';
import { CLI_FILE } from './generated-file';
import { keysIn, variablesOf, wholeKey } from './local-value';
import type { StackService } from './stack-service';
import { isFileName, type StackSetting } from './stack-setting';

export function stackFiles(
  services: readonly StackService[],
  setting: StackSetting,
  reads: FolderReads,
): { [name: string]: string } {
  const runs = services.flatMap(({ name, runs: run }) => (run === undefined ? [] : [name]));
  const contents = { ...setting, reads: reads.all, required: requiredNames(services, reads), runs };
  return {
    [setting.composeFile]: composeFile(services, setting, reads),
    [setting.makefile]: makefile(contents),
    [CLI_FILE]: cliSettings(setting),
  };
}

/** The names without which compose does not even read its file. */
function requiredNames(services: readonly StackService[], reads: FolderReads): string[] {
  const required = services.flatMap(({ variables, entrypoint = [], command = [] }) => {
    const composed = variablesOf(variables).flatMap(({ name, value }) => {
      const key = wholeKey(value);
      return key !== undefined && reads.nameOf(key) === name ? [] : keysIn([value]);
    });
    return [...composed, ...keysIn([...entrypoint, ...command])].map(reads.nameOf);
  });
  return [...new Set(required)].sort();
}

/** The files of a stack that can be looked for: a name that leads elsewhere is an error of its own. */
export function namesOfFiles({ composeFile: compose, makefile: make }: StackSetting): string[] {
  return [...[compose, make].filter(isFileName), CLI_FILE];
}

/** What the CLI reads where it is called by hand. */
export function cliSettings({ projectId, environment }: StackSetting): string {
  const json = { workspaceId: projectId, defaultEnvironment: environment, gitBranchToEnvironmentMapping: null };
  return `${JSON.stringify(json, null, 2)}\n`;
}
