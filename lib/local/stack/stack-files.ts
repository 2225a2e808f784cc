import { composeFile } from '../compose/compose-file';
import { makefile } from '../make/makefile';
import type { FolderReads } from '../record/folder-reads';
import { CLI_FILE } from './generated-file';
import type { StackService } from './stack-service';
import { isFileName, type StackSetting } from './stack-setting';

export function stackFiles(
  services: readonly StackService[],
  setting: StackSetting,
  reads: FolderReads,
): { [name: string]: string } {
  const runs = services.flatMap(({ name, runs: run }) => (run === undefined ? [] : [name]));
  const { projectId, environment, paths } = setting;
  const place = `${environment}:${paths.join(', ')}`;
  const read = reads.all.map((one) => ({ projectId, environment, paths: one.paths, keys: [...one.names.keys()] }));
  const contents = { ...setting, reads: read, runs, hasFiles: false, place };
  return {
    [setting.composeFile]: composeFile(services, setting, reads),
    [setting.makefile]: makefile(contents),
    [CLI_FILE]: cliSettings(setting),
  };
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
