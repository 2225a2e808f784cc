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
  const hasFiles = services.some(({ files }) => files.length > 0);
  return {
    [setting.composeFile]: composeFile(services, setting, reads),
    [setting.makefile]: makefile({ ...setting, reads: reads.all, runs, hasFiles }),
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
