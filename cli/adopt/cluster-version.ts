import { ConfigurationError } from '../../lib/configuration/read-configuration';
import { configurationHere, configurationOf, type ProjectConfiguration } from '../configuration/configuration';
import type { OperatorOfCluster } from '../findings/input-findings';
import type { ClusterRelease } from './adoption';

/** Which release the cluster has, as the configuration of the project says, or else the one here. */
export function toldVersion(project: ProjectConfiguration | undefined): string | undefined {
  return project?.configuration.kubernetes.version ?? configurationHere().kubernetes.version;
}

/** What the configuration of the project says of the operator, or else the one here. */
export function toldOperator(project: ProjectConfiguration | undefined): OperatorOfCluster {
  const [own, here] = [project?.configuration.operator, configurationHere().operator];
  return {
    operatorVersion: own?.version ?? here.version,
    defaultConnection: own?.defaultConnection ?? here.defaultConnection,
    watchedNamespaces: own?.watchedNamespaces ?? here.watchedNamespaces,
  };
}

/** The release that the configuration of the project has to name; undefined where it names one, or nothing depends on it. */
export function versionToTell(
  { told, needed, contradicted }: ClusterRelease,
  project: ProjectConfiguration | undefined,
): string | undefined {
  const isTold = project?.configuration.kubernetes.version !== undefined;
  return isTold || contradicted !== undefined ? undefined : needed && (told ?? needed.version);
}

/**
 * The configuration of the project with a release in it, and all else as it stands; undefined where it cannot be put in
 * without a change of what somebody wrote.
 */
export function withVersion(project: ProjectConfiguration | undefined, version: string): Uint8Array | undefined {
  const told = Buffer.from(`kubernetes:\n  version: "${version}"\n`);
  if (project === undefined) return Buffer.concat([Buffer.from(NEW_CONFIGURATION), told]);
  const { bytes, configuration } = project;
  const end = bytes.length === 0 ? '' : bytes.at(-1) === LINE_FEED ? '\n' : '\n\n';
  const added = Buffer.concat([bytes, Buffer.from(end), told]);
  const isAllTheSame = (other: object) =>
    JSON.stringify(other) === JSON.stringify({ ...configuration, kubernetes: { version } });
  try {
    return isAllTheSame(configurationOf(added)) ? added : undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

const LINE_FEED = 0x0a;
/** What a configuration begins with that is written anew. */
export const NEW_CONFIGURATION = '# yaml-language-server: $schema=./node_modules/cdk8s-infisical/schema.json\n';
