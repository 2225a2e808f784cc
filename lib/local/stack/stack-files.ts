import { grouped } from '../../collections/grouped';
import { composeFile } from '../compose/compose-file';
import { LocalRunner } from '../local-runner';
import type { CliRead } from '../make/key-reading';
import { makefile } from '../make/makefile';
import type { KeyRead, KeyReads } from '../record/key-reads';
import { CLI_FILE } from './generated-file';
import type { StackService } from './stack-service';
import { isFileName, type StackSetting } from './stack-setting';

export function stackFiles(
  services: readonly StackService[],
  setting: StackSetting,
  reads: KeyReads,
): { [name: string]: string } {
  const runs = services.flatMap(({ name, runs: run }) => (run === undefined ? [] : [name]));
  const { domain, composeFile: file, makefile: make, runner } = setting;
  const contents = {
    ...{ domain, composeFile: file, makefile: make, runs, place: placeOf(reads) },
    hasFiles: services.some(({ files }) => files.length > 0),
    reads: runner === LocalRunner.INFISICAL_CLI ? reads.all.map(cliRead) : undefined,
  };
  return {
    [file]: composeFile(services, setting, reads),
    [setting.makefile]: makefile(contents),
    ...(hasCliSettings(setting) && { [CLI_FILE]: cliSettings(setting) }),
  };
}

/** Where the keys are, for people: `dev:/orders, /web`. */
function placeOf({ all }: KeyReads): string {
  const places = grouped(
    all.flatMap(({ from }) => from),
    ({ environment }) => environment,
  );
  return [...places]
    .map(([environment, found]) => `${environment}:${[...new Set(found.map(({ path }) => path))].join(', ')}`)
    .join(', ');
}

/** Of two with one key, the last one wins in the CLI. */
function cliRead({ from, names }: KeyRead): CliRead {
  const [{ project, environment }] = from;
  return {
    ...{ projectId: project.id ?? '', environment, keys: [...names.keys()] },
    paths: from.map(({ path }) => path).reverse(),
    isRecursive: from.some(({ recursive }) => recursive),
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
