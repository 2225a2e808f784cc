import type { InfisicalHost } from '../infisical';
import type { SecretKeyReference } from '../model/object-reference';
import {
  COUNT,
  FLAG,
  instanceLike,
  KEY,
  listOf,
  NAME,
  objectOf,
  PLAIN_OBJECT,
  type PropTypes,
  TEXT,
} from '../props/prop-types';
import type { OperatorReleaseProps } from './operator-release-props';

const CA = objectOf<SecretKeyReference>({ name: TEXT, namespace: TEXT, key: KEY });
const HOST = instanceLike('an InfisicalHost', 'url', (host, path) => {
  const { url, ca } = host as InfisicalHost;
  return [...TEXT(url, `${path}.url`), ...(ca === undefined ? [] : CA(ca, `${path}.ca`))];
});

/** The types of the props, for those who do not have TypeScript check them. */
const RELEASE: PropTypes<OperatorReleaseProps> = {
  name: NAME,
  namespace: NAME,
  version: TEXT,
  projects: listOf(instanceLike('an InfisicalProject', 'addEnvironment')),
  watchedNamespaces: listOf(TEXT),
  watchesCluster: FLAG,
  cluster: NAME,
  host: HOST,
  defaultConnection: HOST,
  installCrds: FLAG,
  replicas: COUNT,
  serviceAccountName: NAME,
  chartRepository: NAME,
  values: PLAIN_OBJECT,
};

export const ARGO_CD_RELEASE_PROPS = { ...RELEASE, argoCdNamespace: NAME, project: NAME, autoSync: FLAG };

export const FLUX_RELEASE_PROPS = { ...RELEASE, fluxNamespace: NAME, kubeConfigSecretName: NAME };
