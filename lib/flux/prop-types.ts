import type { Duration } from 'cdk8s';
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
  type PropType,
  type PropTypes,
  TEXT,
} from '../props/prop-types';
import type { FluxHealthOptions } from './health-expression';
import type { FluxDependency, FluxKustomizationOptions } from './kustomization-spec';
import type { FluxSourceOptions } from './source-options';
import { FluxSourceKind, type FluxSourceRef } from './source-ref';

/** What Go can count, in nanoseconds. */
const YEARS_292 = 2 ** 63 / 1e6;

/** Of an interval of nothing, Flux makes that it never looks again. */
const FLUX_DURATION: PropType = (value, path) => {
  const problems = DURATION(value, path);
  if (problems.length > 0) return problems;
  const given = (value as Duration).toMilliseconds({ integral: false });
  if (given >= 1000 && given < YEARS_292) return [];
  return [{ rule: 'N5', message: `${path} must be from 1 second to 292 years, found ${given} milliseconds` }];
};

/** The types of the props, for those who do not have TypeScript check them. */
const SOURCE_REF = objectOf<FluxSourceRef>({ kind: oneOf(FluxSourceKind), name: TEXT, namespace: TEXT });
const OBJECT = { name: NAME, namespace: TEXT };

export const HEALTH_PROPS: PropTypes<FluxHealthOptions> = { kinds: listOf(oneOf(InfisicalKind)), failFast: FLAG };

const KUSTOMIZATION: PropTypes<FluxKustomizationOptions> = {
  ...OBJECT,
  interval: FLUX_DURATION,
  retryInterval: FLUX_DURATION,
  timeout: FLUX_DURATION,
  wait: FLAG,
  failFast: HEALTH_PROPS.failFast,
  healthKinds: HEALTH_PROPS.kinds,
  prune: FLAG,
  cascadeDeletion: FLAG,
  dependsOn: listOf(objectOf<FluxDependency>({ name: TEXT, namespace: TEXT })),
  serviceAccountName: NAME,
  suspend: FLAG,
};

export const KUSTOMIZATION_PROPS = {
  ...KUSTOMIZATION,
  sourceRef: SOURCE_REF,
  environment: NAME,
  path: TEXT,
  kubeConfigSecretName: NAME,
};

export const KUSTOMIZATIONS_PROPS = {
  ...KUSTOMIZATION,
  environmentsOf: instanceLike('an InfisicalProject', '_eachEnvironment'),
  sourceRef: SOURCE_REF,
  repoUrl: TEXT,
  repoSecretName: NAME,
  revision: NAME,
  outputFolder: TEXT,
  cluster: TEXT,
  kubeConfigSecretNames: mapOf(NAME),
  createNamespace: FLAG,
};

export const SOURCE: PropTypes<FluxSourceOptions> = {
  ...OBJECT,
  url: TEXT,
  revision: NAME,
  semver: NAME,
  interval: FLUX_DURATION,
  secretName: NAME,
  ignore: TEXT,
};

/** As the schema of Flux has them. */
const PROVIDERS = { generic: 'generic', aws: 'aws', azure: 'azure', gcp: 'gcp' };

export const OCI_SOURCE = { ...SOURCE, provider: oneOf(PROVIDERS) };
