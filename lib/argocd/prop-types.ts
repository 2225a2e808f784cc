import { InfisicalKind } from '../infisical';
import { FLAG, instanceLike, listOf, NAME, objectOf, oneOf, type PropTypes, TEXT } from '../props/prop-types';
import type { ArgoCdApplicationOptions, ArgoCdDestination, ArgoCdHydration } from './application-spec';
import type { ArgoCdEnvironment } from './environment';

const INFISICAL_PROJECT = instanceLike('an InfisicalProject', 'addEnvironment');

/** The types of the props, for those who do not have TypeScript check them. */
const DESTINATION = objectOf<ArgoCdDestination>({ server: TEXT, clusterName: TEXT, namespace: TEXT });
const OBJECT = { name: NAME, namespace: TEXT };
const APPLICATION: PropTypes<ArgoCdApplicationOptions> = {
  ...OBJECT,
  project: TEXT,
  repoUrl: TEXT,
  revision: TEXT,
  include: TEXT,
  exclude: TEXT,
  plugin: TEXT,
  hydration: objectOf<ArgoCdHydration>({ branch: TEXT, path: TEXT, stagingBranch: TEXT }),
  autoSync: FLAG,
  prune: FLAG,
  selfHeal: FLAG,
  createNamespace: FLAG,
  syncOptions: listOf(TEXT),
  cascadeDeletion: FLAG,
};

export const APPLICATION_PROPS = { ...APPLICATION, environment: TEXT, path: TEXT, destination: DESTINATION };

export const APPLICATION_SET_PROPS = {
  ...APPLICATION,
  environments: listOf(objectOf<ArgoCdEnvironment>({ name: TEXT, destination: DESTINATION, revision: TEXT })),
  environmentsOf: INFISICAL_PROJECT,
  folders: TEXT,
  excludedFolders: listOf(TEXT),
  destination: DESTINATION,
  outputFolder: TEXT,
  deleteApplications: FLAG,
};

export const PROJECT_PROPS = {
  ...OBJECT,
  description: TEXT,
  contents: listOf(instanceLike('an app, a chart or another construct', 'node')),
  environmentsOf: INFISICAL_PROJECT,
  repositories: listOf(TEXT),
  destinations: listOf(DESTINATION),
  createNamespace: FLAG,
  clusterScopedKinds: listOf(TEXT),
};

export const HEALTH_CHECKS_PROPS = { namespace: TEXT, kinds: listOf(oneOf(InfisicalKind)), operatorMessages: FLAG };
