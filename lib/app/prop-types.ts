import { ServiceType } from 'cdk8s-plus-28';
import { LOCAL_APP } from '../local/prop-types';
import { WHOLE_SECONDS } from '../pods/cdk8s-plus-words';
import { KEYED_POD_PROPS, METADATA } from '../pods/prop-types';
import {
  ANY_OBJECT,
  COUNT,
  FLAG,
  instanceLike,
  mapOf,
  NAME,
  PORT,
  type PropType,
  type PropTypes,
  replacedBy,
  TEXT,
} from '../props/prop-types';
import type { ReloadedWorkloadProps } from './reloaded-workload-props';
import type { ReplicatedWorkloadProps } from './replicated-workload-props';
import type { RunningWorkloadProps } from './running-workload-props';
import type { SecretSyncedWorkloadProps } from './secret-synced-workload-props';

/** The types of the props, for those who do not have TypeScript check them. */
export const WORKLOAD_PROPS = {
  ...KEYED_POD_PROPS,
  name: NAME,
  containerName: NAME,
  takeOver: FLAG,
  writeOptional: FLAG,
  namespace: TEXT,
  secret: instanceLike('a SyncedSecret, or another cdk8s-plus secret', 'envValue'),
  sync: ANY_OBJECT,
  secretPath: TEXT,
  labels: mapOf(TEXT),
  metadata: METADATA,
  local: LOCAL_APP,
} satisfies PropTypes<SecretSyncedWorkloadProps>;

export const RUNNING_WORKLOAD_PROPS = {
  ...WORKLOAD_PROPS,
  selectorLabels: mapOf(TEXT),
  minReady: WHOLE_SECONDS,
  revisionHistoryLimit: COUNT,
  spread: FLAG,
  isolate: FLAG,
} satisfies PropTypes<RunningWorkloadProps>;

export const RELOADED_WORKLOAD_PROPS = { autoReload: FLAG } satisfies PropTypes<ReloadedWorkloadProps>;

/** One that is a name for a host elsewhere has no pods. */
const SERVICE_TYPE: PropType = (value, path) =>
  value === ServiceType.EXTERNAL_NAME
    ? [
        {
          rule: 'N5',
          message: `${path} "${value}" is for no Service of pods: drop it, or make a Service of cdk8s-plus`,
        },
      ]
    : TEXT(value, path);

export const REPLICATED_WORKLOAD_PROPS = {
  ...RUNNING_WORKLOAD_PROPS,
  replicas: COUNT,
  // Programs go on with the Service: it stands in a synth that writes nothing.
  port: replacedBy(80, PORT),
  servicePort: PORT,
  serviceType: SERVICE_TYPE,
} satisfies PropTypes<ReplicatedWorkloadProps>;
