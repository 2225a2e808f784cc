import { grouped } from '../../collections/grouped';
import type { FoundKeyAccess } from '../../infisical/key-access';
import { folderPath } from '../../model/folder';
import { quotedKey, quotedText } from '../../text/key-name';
import { LocalRunner } from '../local-runner';
import { cliSettingOf, laptopNamePitfall } from '../make/steering-names';
import { idOf, type KeyReads } from '../record/key-reads';
import type { KeyRead, ReadPlace } from '../record/read-place';
import type { RecordSetting } from '../record/record-setting';
import { pathsOfSources } from '../record/secret-paths';
import type { ParityProblem } from './parity-problem';
import { keysOfService, type StackService } from './stack-service';

/** Keys that a laptop would give another value than the cluster, or none. */
export function keyProblems(
  services: readonly StackService[],
  setting: RecordSetting,
  reads: KeyReads,
  beside: readonly StackService[] = [],
): ParityProblem[] {
  return [
    ...(setting.paths === undefined
      ? ambiguousKeys(services, beside, reads)
      : winnerProblems(services, setting.paths.map(folderPath), reads)),
    ...(setting.runner === LocalRunner.INFISICAL_CLI ? [...nameProblems(services), ...cliProblems(reads)] : []),
  ];
}

/** What the CLI of Infisical takes for its own, where it is what runs. */
export function cliNameProblems(services: readonly StackService[], { runner }: RecordSetting): ParityProblem[] {
  if (runner !== LocalRunner.INFISICAL_CLI) return [];
  return services.flatMap((service) =>
    namesOfKeys(service).flatMap((key) => {
      const setting = cliSettingOf(key);
      if (setting === undefined) return [];
      const { name, app } = service;
      const message = `the service "${name}" gets the key "${key}", a name that the Infisical CLI takes for its own ${setting} wherever a shell has it: give it another name in Infisical`;
      return [{ rule: 'L8', construct: app?.construct, message }];
    }),
  );
}

function namesOfKeys(service: StackService): string[] {
  return [...new Set(keysOfService(service).map(({ key }) => key))];
}

function nameProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap((service) =>
    namesOfKeys(service).flatMap((key) => {
      const problem = laptopNamePitfall(key);
      if (problem === undefined) return [];
      const { name, app } = service;
      const message = `the service "${name}" cannot get the key ${quotedKey(key)} from infisical run: ${problem}: give it another name in Infisical, or take ${OTHER_RUNNER}`;
      return [{ rule: 'L1', construct: app?.construct, message }];
    }),
  );
}

const OTHER_RUNNER = 'LocalRunner.CDK8S_INFISICAL';

/** What one `infisical run` cannot read as the cluster does. */
function cliProblems({ all }: KeyReads): ParityProblem[] {
  const places = all.flatMap(({ from }) => from);
  const projects = [...new Set(places.map(({ project: { id, slug } }) => slug ?? id ?? ''))];
  const environments = [...new Set(places.map(({ environment }) => environment))];
  const several = [
    ...severalProblem('projects', projects),
    ...(projects.length > 1 ? [] : severalProblem('environments', environments)),
  ];
  const [below] = places.filter(({ recursive }) => recursive);
  const [tagged] = places.flatMap(({ tags }) => tags ?? []);
  const messages = [
    ...(tagged === undefined
      ? []
      : [
          `keys are read by the tag ${quotedText(tagged)}, and infisical run reads all of a folder: take ${OTHER_RUNNER}`,
        ]),
    ...(several.length === 0 ? sameNameProblems(all) : []),
    ...(below === undefined
      ? []
      : [`infisical run takes any one of two keys of one name below ${quotedText(below.path)}: take ${OTHER_RUNNER}`]),
  ];
  return [
    ...several.map((message): ParityProblem => ({ rule: 'L7', message })),
    ...messages.map((message): ParityProblem => ({ rule: 'L3', message })),
  ];
}

function severalProblem(what: string, names: readonly string[]): string[] {
  if (names.length < 2) return [];
  const shown = names.map((name) => quotedText(name)).join(' and ');
  return [`keys come from the ${what} ${shown}, and infisical run reads one: take ${OTHER_RUNNER}`];
}

/** Each folder is read by itself, and the shell has one variable of a name. */
function sameNameProblems(all: readonly KeyRead[]): string[] {
  const uses = all.flatMap(({ from, names }) => [...names.keys()].map((key) => ({ key, place: pathsText(from) })));
  return [...grouped(uses, ({ key }) => key)].flatMap(([key, found]) => {
    if (found.length < 2) return [];
    const places = found.map(({ place }) => place).join(' and from ');
    return [
      `the key ${quotedKey(key)} is read from ${places}, and infisical run has one value for a name: take ${OTHER_RUNNER}`,
    ];
  });
}

/** Keys of services that have no place of their own, and of which the applications have several. */
function ambiguousKeys(
  services: readonly StackService[],
  beside: readonly StackService[],
  reads: KeyReads,
): ParityProblem[] {
  const usesOf = (service: StackService) => keysOfService(service).map((part) => ({ service, part }));
  const uses = services.flatMap(usesOf);
  const all = [...uses, ...beside.flatMap(usesOf)];
  return uses
    .filter(({ part }) => part.places === undefined)
    .flatMap(({ service, part: { key } }) => {
      const from = all.flatMap(({ part }) =>
        part.key === key && part.places !== undefined ? [reads.of(part).from] : [],
      );
      const places = [...new Map(from.map((one) => [idOf(one), pathsText(one)])).values()];
      if (places.length < 2) return [];
      const message = `the service "${service.name}" gets the key ${quotedKey(key)}, which the applications read from ${places.join(' and from ')}: give it a key of another name`;
      return [{ rule: 'L3', construct: service.app?.construct, message }];
    });
}

/** The paths, and where they are if that is not what is to be expected. */
function pathsText(places: readonly ReadPlace[]): string {
  return places.map(({ path }) => path).join(', ');
}

/** Paths that are named are read as one, which holds one value of a key; the operator's syncs each have their own. */
function winnerProblems(services: readonly StackService[], paths: readonly string[], reads: KeyReads): ParityProblem[] {
  const firstReads = new Map<string, string>();
  return services.flatMap((service) => {
    const together = new Set(
      keysOfService(service).flatMap((part) => (reads.of(part) === reads.together ? [part.key] : [])),
    );
    return service.accesses
      .filter(({ key }) => together.has(key))
      .flatMap((access) => {
        const place = placeOfAccess(access);
        const first = firstReads.get(access.key);
        if (first === undefined) firstReads.set(access.key, place);
        const shadow = shadowOf(access, services, paths);
        const other = first !== undefined && first !== place ? first : shadow;
        if (other === undefined) return [];
        const message = `the key "${access.key}" is read from ${place} in the cluster, and a laptop would take that of ${other}: rename one of both`;
        return [{ rule: 'L3' as const, construct: access.construct, message }];
      });
  });
}

/** The path from which a laptop, where the last one wins, takes the key instead. */
function shadowOf(
  { key, readFrom }: FoundKeyAccess,
  services: readonly StackService[],
  paths: readonly string[],
): string | undefined {
  const own = pathsOfSources(readFrom?.sources);
  const declaring = services
    .flatMap(({ accesses }) => accesses.flatMap((access) => access.readFrom?.sources ?? []))
    .filter(({ keys, path }) => keys?.includes(key) && !own.includes(path ?? '/'))
    .map(({ path }) => path ?? '/');
  const ownRank = Math.max(...own.map((path) => paths.indexOf(path)));
  return declaring.find((path) => paths.indexOf(path) > ownRank);
}

function placeOfAccess({ readFrom, secret }: FoundKeyAccess): string {
  return readFrom === undefined ? `the Secret "${secret}"` : pathsOfSources(readFrom.sources).join(', ');
}
