import { LOCAL_APP } from '../local/prop-types';
import {
  ANY_OBJECT,
  COUNT,
  FLAG,
  instanceLike,
  KEY_NAMES,
  listOf,
  mapOf,
  objectOf,
  oneOf,
  PORT,
  TEXT,
  UNSHOWN_TEXT,
} from '../validation/prop-types';
import { PodSecurityLevel } from './pod-security';

const METADATA = objectOf({ name: TEXT, namespace: TEXT, labels: mapOf(TEXT), annotations: mapOf(TEXT) });

const PROBE = instanceLike('a Probe, for example Probe.fromHttpGet("/ready")', '_toKube');

/** The types of the props, for those who do not have TypeScript check them; the rest is for cdk8s-plus to know. */
export const SECRET_SYNCED_APP_PROPS = {
  image: TEXT,
  name: TEXT,
  containerName: TEXT,
  takeOver: FLAG,
  namespace: TEXT,
  secret: instanceLike('a SyncedSecret, or another cdk8s-plus secret', 'envValue'),
  sync: ANY_OBJECT,
  secretKeys: KEY_NAMES,
  env: mapOf(UNSHOWN_TEXT),
  envVariables: mapOf(instanceLike('an EnvValue', 'value')),
  envFrom: listOf(ANY_OBJECT),
  envOrder: listOf(TEXT),
  port: PORT,
  ports: listOf(ANY_OBJECT),
  servicePort: PORT,
  serviceType: TEXT,
  command: listOf(UNSHOWN_TEXT),
  args: listOf(UNSHOWN_TEXT),
  workingDir: TEXT,
  volumeMounts: listOf(ANY_OBJECT),
  imagePullPolicy: TEXT,
  resources: ANY_OBJECT,
  readiness: PROBE,
  liveness: PROBE,
  startup: PROBE,
  lifecycle: ANY_OBJECT,
  podSecurity: oneOf(PodSecurityLevel),
  containerSecurityContext: ANY_OBJECT,
  labels: mapOf(TEXT),
  selectorLabels: mapOf(TEXT),
  autoReload: FLAG,
  local: LOCAL_APP,
  metadata: METADATA,
  podMetadata: METADATA,
  containers: listOf(ANY_OBJECT),
  initContainers: listOf(ANY_OBJECT),
  replicas: COUNT,
};
