import {
  COUNT,
  DURATION,
  FLAG,
  instanceLike,
  KEY,
  KEY_NAMES,
  listOf,
  mapOf,
  objectOf,
  oneOf,
  PLAIN_OBJECT,
  PLAIN_VALUE,
  type PropTypes,
  TEXT,
  UNSHOWN_TEXT,
  withoutShowing,
} from '../props/prop-types';
import type { PropsProblem } from '../props/props-problem';
import { LocalRunner } from './local-runner';
import {
  type LocalAppProps,
  type LocalContainerProps,
  type LocalHealthCheck,
  type LocalService,
  type LocalServiceProps,
  LocalServiceState,
} from './local-service';

/** The types of the props, for those who do not have TypeScript check them. */
export const HEALTH_CHECK = objectOf<LocalHealthCheck>({
  test: listOf(UNSHOWN_TEXT),
  interval: DURATION,
  timeout: DURATION,
  retries: COUNT,
  startPeriod: DURATION,
});
const CONTAINER: PropTypes<LocalContainerProps> = {
  buildContext: TEXT,
  dockerfile: TEXT,
  buildTarget: TEXT,
  buildArgs: withoutShowing(mapOf(PLAIN_VALUE)),
  buildSecrets: mapOf(KEY),
  image: TEXT,
  command: listOf(UNSHOWN_TEXT),
  entrypoint: listOf(UNSHOWN_TEXT),
  user: TEXT,
  workingDir: TEXT,
  ports: listOf(TEXT),
  volumes: listOf(TEXT),
  tmpfs: listOf(TEXT),
  dependsOn: listOf(TEXT),
  waitsFor: mapOf(oneOf(LocalServiceState)),
  env: withoutShowing(mapOf(PLAIN_VALUE)),
  healthCheck: HEALTH_CHECK,
  restart: TEXT,
  hostname: TEXT,
  networkAliases: listOf(TEXT),
  extraHosts: mapOf(TEXT),
  labels: withoutShowing(mapOf(PLAIN_VALUE)),
  capAdd: listOf(TEXT),
  init: FLAG,
  stopGracePeriod: DURATION,
  platform: TEXT,
  profiles: listOf(TEXT),
  compose: withoutShowing(PLAIN_OBJECT),
};
const SERVICE = objectOf<LocalServiceProps>({ ...CONTAINER, secretKeys: KEY_NAMES, secretFiles: mapOf(KEY) });

export const LOCAL_APP = objectOf<LocalAppProps>({
  ...CONTAINER,
  name: TEXT,
  meantToDiffer: listOf(TEXT),
  containers: mapOf(objectOf<LocalContainerProps>(CONTAINER)),
  withoutContainers: listOf(TEXT),
});

export const LOCAL_STACK_PROPS = {
  environment: TEXT,
  projectId: TEXT,
  paths: listOf(TEXT),
  host: instanceLike('an InfisicalHost', 'url'),
  caFile: TEXT,
  runner: oneOf(LocalRunner),
  services: mapOf(
    instanceLike('a LocalService', '_props', (service, path) => serviceProblems(service as LocalService, path)),
  ),
  serviceOrder: listOf(TEXT),
  compose: withoutShowing(PLAIN_OBJECT),
  folder: TEXT,
  composeFile: TEXT,
  makefile: TEXT,
};

export const LOCAL_RUN_PROPS = {
  environment: TEXT,
  projectId: TEXT,
  host: instanceLike('an InfisicalHost', 'url'),
  caFile: TEXT,
  folder: TEXT,
  file: TEXT,
};

/** The options of a ready-made service are what people wrote. */
function serviceProblems({ _made, _props }: LocalService, path: string): PropsProblem[] {
  return _made?.problems(path) ?? SERVICE(_props, path);
}
