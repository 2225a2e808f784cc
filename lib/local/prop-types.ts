import { fields } from '../json/json';
import {
  COUNT,
  checkedProps,
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
  type PropType,
  type PropTypes,
  SECRET_KEY_MAP,
  TEXT,
  tolerantListOf,
  tolerantObjectOf,
  UNSHOWN_TEXT,
  withoutShowing,
} from '../props/prop-types';
import type { PropsProblem } from '../props/props-problem';
import { type EnvSchemaFiles, EnvSchemaFormat, type EnvSchemaProps } from './env-schema-props';
import { type LocalContainerProps, type LocalHealthCheck, LocalServiceState } from './local-container';
import type { LocalRunProps } from './local-run-props';
import { LocalRunner } from './local-runner';
import type { LocalAppProps, LocalService, LocalServiceProps } from './local-service';
import type { LocalStackProps } from './local-stack-props';

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
const SERVICE_PROPS: PropTypes<LocalServiceProps> = {
  ...CONTAINER,
  secretKeys: KEY_NAMES,
  secretFiles: SECRET_KEY_MAP,
};
const SERVICE = objectOf<LocalServiceProps>(SERVICE_PROPS);

const APP = tolerantObjectOf<LocalAppProps>({
  ...CONTAINER,
  name: TEXT,
  meantToDiffer: listOf(TEXT),
  containers: mapOf(objectOf<LocalContainerProps>(CONTAINER)),
  withoutContainers: listOf(TEXT),
});
/** One with a wrong prop still runs on a laptop: that it does not would have consequences of its own. */
export const LOCAL_APP: PropType = Object.assign((value: unknown, path: string) => APP(value, path), {
  checked: (value: unknown) => APP.checked?.(value) ?? {},
});

const ANY_SERVICE = instanceLike('a LocalService', '_props', (service, path) =>
  serviceProblems(service as LocalService, path),
);
/** One with a wrong prop is still a service, on which others depend. */
const SERVICES: PropType = Object.assign(mapOf(ANY_SERVICE), {
  checked: (value: unknown) => {
    const services = Object.entries(fields(value)).filter(([, service]) => fields(service)._props !== undefined);
    return Object.fromEntries(services.map(([name, service]) => [name, checkedService(service as LocalService)]));
  },
});

export const LOCAL_STACK_PROPS: PropTypes<LocalStackProps> = {
  environment: TEXT,
  projectId: TEXT,
  paths: listOf(TEXT),
  host: instanceLike('an InfisicalHost', 'url'),
  caFile: TEXT,
  runner: oneOf(LocalRunner),
  services: SERVICES,
  serviceOrder: listOf(TEXT),
  compose: withoutShowing(PLAIN_OBJECT),
  folder: TEXT,
  composeFile: TEXT,
  makefile: TEXT,
};

export const LOCAL_RUN_PROPS: PropTypes<LocalRunProps> = {
  environment: TEXT,
  projectId: TEXT,
  host: instanceLike('an InfisicalHost', 'url'),
  caFile: TEXT,
  folder: TEXT,
  file: TEXT,
};

export const ENV_SCHEMA_PROPS: PropTypes<EnvSchemaProps> = {
  folder: TEXT,
  formats: tolerantListOf(oneOf(EnvSchemaFormat)),
  shownVariables: tolerantListOf(TEXT),
  files: mapOf(objectOf<EnvSchemaFiles>({ jsonSchema: TEXT, envSchema: TEXT, typeScript: TEXT })),
};

/** The options of a ready-made service are what people wrote. */
function serviceProblems({ _made, _props }: LocalService, path: string): PropsProblem[] {
  return _made?.problems(path) ?? SERVICE(_props, path);
}

/** Without its wrong props, of which nothing follows then; the props of a ready-made one come of checked options. */
function checkedService(service: LocalService): LocalService {
  return service._made === undefined ? service._with(checkedProps(service._props, SERVICE_PROPS).checked) : service;
}
