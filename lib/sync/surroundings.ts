import type { IConstruct } from 'constructs';
import type { PropsProblem } from '../evaluation/app-validation';
import { InfisicalProject, type ProjectEnvironment } from '../gitops';
import type { InfisicalAuth, InfisicalHost, KeyCatalogue } from '../infisical';
import type { ApiGeneration } from '../infisical/api-generation';
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
  /** Whether plain JavaScript, or a cast, has put something of a wrong type into them: what is missing may be that. */
  readonly hasProblems: boolean;
  /** What nobody else says of it. */
  readonly problems: readonly PropsProblem[];
}

/**
 * @param other the project that the construct names, if it is one
 * @param namesOther whether it names one at all: the keys of the own project are then not those of that one
 */
export function surroundingsOf(construct: IConstruct, other?: InfisicalProject, namesOther = false): Surroundings {
  const own = InfisicalProject._environmentAt(construct);
  const home = InfisicalProject._projectAt(construct);
  const project = other ?? home;
  const environment = environmentIn(project, own);
  const { host, auth } = environment ?? project ?? {};
  const ofOwn = [...typeProblems(home), ...typeProblems(own)];
  const ofOther = project === home ? [] : [...typeProblems(project), ...typeProblems(environment)];
  const inside = [...(host ? HOST(host, 'host') : []), ...(auth ? AUTH(auth, 'auth') : [])];
  const where = project === home ? 'its InfisicalProject' : 'the InfisicalProject in project';
  return {
    own,
    project,
    environment,
    host: inside.some(({ message }) => message.startsWith('host')) ? undefined : host,
    auth: inside.some(({ message }) => message.startsWith('auth')) ? undefined : auth,
    projectSlug: project?.projectSlug,
    projectId: project?.projectId,
    environmentSlug: (environment ?? own)?.slug,
    catalogue: other === undefined && namesOther ? undefined : project?.catalogue,
    // Which operator runs is a matter of the cluster, not of what is read.
    generation: home?.generation,
    hasProblems: ofOwn.length + ofOther.length + inside.length > 0,
    // The own project tells its mistakes itself; that it holds another one nobody may ever tell.
    problems: [...ofOther, ...inside].map(({ message, rule }) => ({ rule, message: `in ${where}, ${message}` })),
  };
}

/** What of a wrong type was given to a project or an environment, and left out of it. */
function typeProblems(of: InfisicalProject | ProjectEnvironment | undefined): PropsProblem[] {
  return (of?._mistakes ?? []).flatMap(({ rule, message }) => (rule === 'N5' ? [{ rule, message }] : []));
}

/** The environment of the project that is called like the own one; undefined if it has none by now. */
export function environmentIn(
  project: InfisicalProject | undefined,
  own: ProjectEnvironment | undefined,
): ProjectEnvironment | undefined {
  if (own === undefined || project === undefined) return undefined;
  return project === own.project ? own : project.environments.find(({ name }) => name === own.name);
}
