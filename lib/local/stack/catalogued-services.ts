import type { ProjectEnvironment } from '../../gitops';
import type { KeyCatalogue } from '../../infisical';
import { folderText } from '../../model/folder';
import { didYouMean } from '../../text/did-you-mean';
import { keyNameProblem, namedKeys, quotedKey, quotedText } from '../../text/key-name';
import type { LocalStackProps } from '../local-stack-props';
import { folderReads } from '../record/folder-reads';
import type { ParityProblem } from './parity';
import { keysOfService, type StackService } from './stack-service';
import { isPath, isSlug, type StackSetting } from './stack-setting';

/**
 * Keys of services that exist on a laptop only, and that the catalogue of the project does not have; those of
 * applications are checked with their syncs. A place that was not imported is a mistake where somebody names it.
 */
export function catalogueProblems(
  props: LocalStackProps,
  services: readonly StackService[],
  setting: StackSetting,
  own: ProjectEnvironment | undefined,
): ParityProblem[] {
  const catalogue = catalogueOf(props, own);
  const { environment } = setting;
  if (catalogue === undefined || !isSlug(environment)) return [];
  const told = (props.paths ?? []).filter((path) => isPath(path) && !catalogue._knownKeysAt(environment, path));
  const reads = folderReads(services, props.paths);
  const missing = services
    .filter(({ app }) => app === undefined)
    .flatMap((service) =>
      keysOfService(service).flatMap((part) => {
        const { key } = part;
        if (keyNameProblem(key) !== undefined) return [];
        const { paths } = reads.of(part);
        const known = keysAt(catalogue, environment, paths);
        if (known === undefined || known.includes(key)) return [];
        const at = paths.map((path) => quotedText(folderText({ environment, path }))).join(', ');
        const remedy = didYouMean(key, namedKeys(known), 'import the keys again if it is new, or drop it here');
        return [
          `the service ${quotedText(service.name)} gets the key ${quotedKey(key)}, which the catalogue does not have at ${at}: ${remedy}`,
        ];
      }),
    );
  return [...told.map((path) => catalogue._unknownFolder(environment, path)), ...missing].map((message) => ({
    rule: 'S12',
    message,
  }));
}

/** The catalogue of the project, where that is what the laptop reads. */
function catalogueOf(
  { host, projectId }: LocalStackProps,
  own: ProjectEnvironment | undefined,
): KeyCatalogue | undefined {
  if (own === undefined) return undefined;
  const { project } = own;
  const isElsewhere =
    (host ?? own.host).url !== project.host.url || (projectId !== undefined && projectId !== project.projectId);
  return isElsewhere ? undefined : project.catalogue;
}

/** Undefined where one of the reads does not tell. */
function keysAt(catalogue: KeyCatalogue, environment: string, paths: readonly string[]): string[] | undefined {
  const found = paths.map((path) => catalogue._knownKeysAt(environment, path));
  return found.every((keys) => keys !== undefined) ? found.flat() : undefined;
}
