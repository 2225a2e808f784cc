import type { IConstruct } from 'constructs';
import { InfisicalProject, type ProjectEnvironment } from '../gitops';
import type { InfisicalAuth, InfisicalHost, KeyCatalogue } from '../infisical';
import { ApiGeneration } from '../infisical/api-generation';
import type { PropsProblem } from '../validation/app-validation';
import { instanceLike, oneOf, type PropType, TEXT } from '../validation/prop-types';
import { AUTH, HOST } from './prop-types';

/** What a construct finds where it stands: in an environment of a project, in a folder of one, or in neither. */
export interface Surroundings {
  /** The environment that it stands in. */
  readonly own?: ProjectEnvironment;
  /** The project that it reads from or writes to. */
  readonly project?: InfisicalProject;
  /** The environment of that project. */
  readonly environment?: ProjectEnvironment;
  readonly host?: InfisicalHost;
  readonly auth?: InfisicalAuth;
  readonly projectSlug?: string;
  readonly projectId?: string;
  readonly environmentSlug?: string;
  readonly catalogue?: KeyCatalogue;
  readonly generation?: ApiGeneration;
  /** What plain JavaScript, or a cast, has put into the project. */
  readonly faults: readonly PropsProblem[];
}

const CATALOGUE = instanceLike('a KeyCatalogue, as KeyCatalogue.fromFile makes it', '_knownKeysAt');

/**
 * @param other the project that the construct names, if it is one
 * @param namesOther whether it names one at all: the keys of the own project are then not those of that one
 */
export function surroundingsOf(construct: IConstruct, other?: InfisicalProject, namesOther = false): Surroundings {
  const own = InfisicalProject._environmentAt(construct);
  const home = InfisicalProject._projectAt(construct);
  const project = other ?? home;
  const environment = environmentIn(project, own);
  const faults: PropsProblem[] = [];
  const sound = <T>(value: T | undefined, type: PropType, what: string): T | undefined => {
    const found = value === undefined ? [] : type(value, `the ${what} of the InfisicalProject`);
    faults.push(...found);
    return found.length === 0 ? value : undefined;
  };
  const { host, auth } = environment ?? project ?? {};
  return {
    own,
    project,
    environment,
    host: sound(host, HOST, 'host'),
    auth: sound(auth, AUTH, 'auth'),
    projectSlug: sound(project?.projectSlug, TEXT, 'projectSlug'),
    projectId: sound(project?.projectId, TEXT, 'projectId'),
    environmentSlug: sound((environment ?? own)?.slug, TEXT, 'slug of an environment'),
    catalogue: other === undefined && namesOther ? undefined : sound(project?.catalogue, CATALOGUE, 'catalogue'),
    // Which operator runs is a matter of the cluster, not of what is read.
    generation: sound(home?.generation, oneOf(ApiGeneration), 'generation'),
    faults,
  };
}

/** The environment of the project that is called like the own one; undefined if it has none by now. */
export function environmentIn(
  project: InfisicalProject | undefined,
  own: ProjectEnvironment | undefined,
): ProjectEnvironment | undefined {
  if (own === undefined || project === undefined) return undefined;
  return project === own.project ? own : project.environments.find(({ name }) => name === own.name);
}
