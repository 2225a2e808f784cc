import { composeFile } from '../compose/compose-file';
import { LocalRunner } from '../local-runner';
import type { CliRead } from '../make/key-reading';
import { makefile } from '../make/makefile';
import type { KeyReads } from '../record/key-reads';
import { placesText } from '../record/read-place';
import { CLI_FILE } from './generated-file';
import type { StackService } from './stack-service';
import { isFileName, type StackSetting } from './stack-setting';

export function stackFiles(
  services: readonly StackService[],
  setting: StackSetting,
  reads: KeyReads,
): { [name: string]: string } {
  const { composeFile: file, makefile: make, domain, runner } = setting;
  const contents = {
    ...{ composeFile: file, makefile: make, domain },
    place: placesText(reads.all.flatMap(({ from }) => from)),
    runs: services.flatMap(({ name, runs }) => (runs === undefined ? [] : [name])),
    hasFiles: services.some(({ files }) => files.length > 0),
    reads: runner === LocalRunner.INFISICAL_CLI ? cliReads(reads) : undefined,
  };
  return {
    [file]: composeFile(services, setting, reads),
    [make]: makefile(contents),
    ...(hasCliSettings(setting) && { [CLI_FILE]: cliSettings(setting) }),
  };
}

/** What `infisical run` reads: of several paths the last one wins there. */
function cliReads({ all }: KeyReads): CliRead[] {
  return all.flatMap(({ from, names }) => {
    const [{ project, environment }] = from;
    const paths = from.map(({ path }) => path).reverse();
    return [{ projectId: project.id ?? '', environment, paths, keys: [...names.keys()] }];
  });
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
