import type { IConstruct } from 'constructs';
import { recordedIn } from '../../infisical/key-access';
import type { LocalAppProps } from '../local-service';
import type { ClusterCommand } from './cluster-command';

/**
 * Until when it runs: a Job ends, and what needs it waits for that; a CronJob runs when somebody says so, as a laptop is
 * no place for a schedule. What has none of both runs until it is stopped.
 */
export type LocalRun = 'once' | 'on demand';

/** An application of the cluster that also runs on a laptop. */
export interface DeclaredApp {
  readonly name: string;
  readonly image: string;
  /** Its plain variables in the cluster. */
  readonly env: { readonly [variable: string]: string };
  /** The variables that it has from elsewhere in the cluster, of which a laptop knows nothing but the names. */
  readonly envElsewhere: readonly string[];
  /** Whether it has more of these, under names that are not known. */
  readonly hasEnvFrom: boolean;
  readonly started: ClusterCommand;
  /** Its working directory in the cluster. */
  readonly workingDir?: string;
  /** The container whose keys it gets. */
  readonly container: string;
  /** The container itself. */
  readonly of?: object;
  readonly local: LocalAppProps;
  readonly runs?: LocalRun;
}

const LOCAL_APP = 'cdk8s-infisical:local-app';

export function declareLocalApp(construct: IConstruct, app: DeclaredApp): void {
  construct.node.addMetadata(LOCAL_APP, app);
}

export function localAppsIn(scope: IConstruct): (DeclaredApp & { readonly construct: IConstruct })[] {
  return recordedIn<DeclaredApp>(scope, LOCAL_APP);
}
