import type { ProjectEnvironment } from '../../gitops';
import type { KeyCatalogue } from '../../infisical';
import type { ReadProject } from '../../infisical/key-access';
import { folderText } from '../../model/folder';
import { didYouMean } from '../../text/did-you-mean';
import { keyNameProblem, namedKeys, quotedKey, quotedText } from '../../text/key-name';
import type { KeyReads } from '../record/key-reads';
import type { ReadPlace } from '../record/read-place';
import { isPath, isSlug } from '../record/record-problems';
import type { ProjectNames } from './local-value';
import type { ParityProblem } from './parity-problem';
import { keysOfService, type StackService } from './stack-service';
import type { StackSetting } from './stack-setting';

/**
 * Keys of services that exist on a laptop only, and that the catalogue of their project does not have; those of
 * applications are checked with their syncs. A place that was not imported is a mistake where somebody names it.
 */
export function catalogueProblems(
  services: readonly StackService[],
  setting: StackSetting,
  reads: KeyReads,
  own: ProjectEnvironment | undefined,
): ParityProblem[] {
  const catalogueOf = knownCatalogues(services, setting, own);
  const missing = services
    .filter(({ app }) => app === undefined)
    .flatMap((service) =>
      keysOfService(service).flatMap((part) => missingKey(service, part.key, reads.of(part).from, catalogueOf)),
    );
  return [...unknownPaths(setting, catalogueOf), ...missing].map((message) => ({ rule: 'S12', message }));
}

type Catalogues = (project: ProjectNames) => KeyCatalogue | undefined;

function unknownPaths({ environment, projects, paths = [] }: StackSetting, catalogueOf: Catalogues): string[] {
  const catalogue = isSlug(environment) ? catalogueOf(projects.own) : undefined;
  if (catalogue === undefined) return [];
  return paths
    .filter((path) => isPath(path) && !catalogue._knownKeysAt(environment, path))
    .map((path) => catalogue._unknownFolder(environment, path));
}

function missingKey(
  { name }: StackService,
  key: string,
  from: readonly ReadPlace[],
  catalogueOf: Catalogues,
): string[] {
  if (keyNameProblem(key) !== undefined) return [];
  const found = from.map(({ project, environment, path, recursive }) =>
    catalogueOf(project)?._knownKeysAt(environment, path, recursive),
  );
  // One that does not tell may have it.
  if (!found.every((keys) => keys !== undefined)) return [];
  const known = found.flat();
  if (known.includes(key)) return [];
  const at = from.map((place) => quotedText(folderText(place))).join(', ');
  const remedy = didYouMean(key, namedKeys(known), 'import the keys again if it is new, or drop it here');
  return [
    `the service ${quotedText(name)} gets the key ${quotedKey(key)}, which the catalogue does not have at ${at}: ${remedy}`,
  ];
}

/** The catalogues of the projects, where they are what the laptop reads: another host or id has other keys. */
function knownCatalogues(
  services: readonly StackService[],
  { projects, domain }: StackSetting,
  own: ProjectEnvironment | undefined,
): Catalogues {
  const read = services.flatMap(({ accesses }) => accesses.flatMap(({ readFrom }) => readFrom ?? []));
  const known = [
    ...(own === undefined ? [] : [{ ...readProjectOf(own), of: projects.own, host: own.project.host.url }]),
    ...read.flatMap(({ project, host }) =>
      project === undefined ? [] : [{ ...project, of: projects.of({ id: project.id, slug: project.slug }), host }],
    ),
  ].filter(({ host, id, of }) => host === domain && id === of.id);
  return ({ id, slug }) => known.find(({ of }) => of.id === id && of.slug === slug)?.catalogue;
}

function readProjectOf({ project: { projectId: id, projectSlug: slug, catalogue } }: ProjectEnvironment): ReadProject {
  return { id, slug, catalogue };
}
