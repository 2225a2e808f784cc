import { InfisicalKind } from '../infisical';
import {
  DURATION,
  FLAG,
  instanceLike,
  listOf,
  mapOf,
  NAME,
  objectOf,
  oneOf,
  type PropTypes,
  TEXT,
} from '../props/prop-types';
import type { FluxDependency, FluxKustomizationOptions } from './kustomization-spec';
import type { FluxSourceOptions } from './source-options';
import { FluxSourceKind, type FluxSourceRef } from './source-ref';

/** The types of the props, for those who do not have TypeScript check them. */
const SOURCE_REF = objectOf<FluxSourceRef>({ kind: oneOf(FluxSourceKind), name: TEXT, namespace: TEXT });
const OBJECT = { name: NAME, namespace: TEXT };

const KUSTOMIZATION: PropTypes<FluxKustomizationOptions> = {
  ...OBJECT,
  interval: DURATION,
  retryInterval: DURATION,
  timeout: DURATION,
  wait: FLAG,
  failFast: FLAG,
  healthKinds: listOf(oneOf(InfisicalKind)),
  prune: FLAG,
  cascadeDeletion: FLAG,
  dependsOn: listOf(objectOf<FluxDependency>({ name: TEXT, namespace: TEXT })),
  serviceAccountName: TEXT,
  suspend: FLAG,
};

export const KUSTOMIZATION_PROPS = {
  ...KUSTOMIZATION,
  sourceRef: SOURCE_REF,
  environment: TEXT,
  path: TEXT,
  kubeConfigSecretName: TEXT,
};

export const KUSTOMIZATIONS_PROPS = {
  ...KUSTOMIZATION,
  environmentsOf: instanceLike('an InfisicalProject', '_eachEnvironment'),
  sourceRef: SOURCE_REF,
  repoUrl: TEXT,
  repoSecretName: TEXT,
  revision: TEXT,
  outputFolder: TEXT,
  cluster: TEXT,
  kubeConfigSecretNames: mapOf(TEXT),
  createNamespace: FLAG,
};

export const SOURCE: PropTypes<FluxSourceOptions> = {
  ...OBJECT,
  url: TEXT,
  revision: TEXT,
  semver: TEXT,
  interval: DURATION,
  secretName: TEXT,
  ignore: TEXT,
};

export const OCI_SOURCE = { ...SOURCE, provider: TEXT };
