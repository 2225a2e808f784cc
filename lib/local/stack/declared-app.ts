import type { IConstruct } from 'constructs';
import { recordedIn } from '../../infisical/key-access';
import type { PropsProblem } from '../../props/props-problem';
import type { LocalAppProps } from '../local-service';
import type { ParityProblem } from './parity-problem';

/**
 * Until when it runs: a Job ends, and what needs it waits for that; a CronJob runs when somebody says so, as a laptop is
 * no place for a schedule. What has none of both runs until it is stopped.
 */
export type RunningTime = 'once' | 'on demand';

/** An application of the cluster, for a laptop. */
export interface DeclaredApp {
  readonly name: string;
  /** The container that is the application, in its pod. */
  readonly container: string;
  /** What cdk8s-plus has for it. */
  readonly of?: object;
  /** What a laptop is told of it; nothing where it has no service there. */
  readonly local: LocalAppProps;
  /** Whether it has a service on a laptop. */
  readonly isLocal: boolean;
  /** What is wrong with what it is told. */
  readonly problems: readonly PropsProblem[];
  readonly runs?: RunningTime;
}

/** With the construct that declares it. */
export type LocalApp = DeclaredApp & { readonly construct: IConstruct };

const LOCAL_APP = 'cdk8s-infisical:local-app';
const LOCAL_RUN = 'cdk8s-infisical:local-run';

export function declareLocalApp(construct: IConstruct, app: DeclaredApp): void {
  construct.node.addMetadata(LOCAL_APP, app);
}

/** What is wrong with the prop `local` of applications; a project tells of it by itself, as of all props. */
export function wrongProps(scopes: readonly IConstruct[]): ParityProblem[] {
  return scopes.flatMap(applicationsIn).flatMap(({ construct, problems }) => {
    return problems.map((problem) => ({ ...problem, construct }));
  });
}

/** Those below the scope are started without a container, where they have no service. */
export function declareLocalRun(scope: IConstruct): void {
  scope.node.addMetadata(LOCAL_RUN, true);
}

/** Those that a laptop has without a service. */
export function runAppsIn(scope: IConstruct): LocalApp[] {
  return applicationsIn(scope).filter(({ isLocal, construct }) => !isLocal && isInRun(construct));
}

function isInRun({ node }: IConstruct): boolean {
  return node.scopes.some((scope) => scope.node.metadata.some(({ type }) => type === LOCAL_RUN));
}

/** Those with a service on a laptop. */
export function localAppsIn(scope: IConstruct): LocalApp[] {
  return applicationsIn(scope).filter(({ isLocal }) => isLocal);
}

export function applicationsIn(scope: IConstruct): LocalApp[] {
  return recordedIn<DeclaredApp>(scope, LOCAL_APP);
}
