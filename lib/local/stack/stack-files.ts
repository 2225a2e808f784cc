import { composeFile } from '../compose/compose-file';
import { makefile } from '../make/makefile';
import type { KeyReads } from '../record/key-reads';
import { CLI_FILE } from './generated-file';
import type { StackService } from './stack-service';
import { isFileName, type StackSetting } from './stack-setting';

export function stackFiles(
  services: readonly StackService[],
  setting: StackSetting,
  reads: KeyReads,
): { [name: string]: string } {
  const runs = services.flatMap(({ name, runs: run }) => (run === undefined ? [] : [name]));
  const { environment, domain, composeFile: file, projects } = setting;
  const folders = reads.all.map(({ from, names }) => ({ paths: from.map(({ path }) => path).reverse(), names }));
  const paths = [...new Set(folders.flatMap((folder) => folder.paths))];
  const contents = { environment, domain, composeFile: file, paths, reads: folders, required: [], runs };
  return {
    [file]: composeFile(services, setting, reads),
    [setting.makefile]: makefile({ ...contents, projectId: projects.own.id ?? '' }),
    ...(hasCliSettings(setting) && { [CLI_FILE]: cliSettings(setting) }),
  };
}

/** The files of a stack that can be looked for: a name that leads elsewhere is an error of its own. */
export function namesOfFiles(setting: StackSetting): string[] {
  const { composeFile: compose, makefile: make } = setting;
  return [...[compose, make].filter(isFileName), ...(hasCliSettings(setting) ? [CLI_FILE] : [])];
}

/** The CLI knows a project by its id only. */
function hasCliSettings({ projects }: StackSetting): boolean {
  return projects.own.id !== undefined;
}

/** What the CLI reads where it is called by hand. */
export function cliSettings({ projects, environment }: StackSetting): string {
  const json = {
    workspaceId: projects.own.id,
    defaultEnvironment: environment,
    gitBranchToEnvironmentMapping: null,
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
