import { COUNT, DURATION, instanceLike, listOf, mapOf, NAMES, objectOf, TEXT } from '../validation/prop-types';
import type { LocalService } from './local-service';

/** The types of the props, for those who do not have TypeScript check them. */
const HEALTH_CHECK = objectOf({
  test: listOf(TEXT),
  interval: DURATION,
  timeout: DURATION,
  retries: COUNT,
  startPeriod: DURATION,
});
const CONTAINER = {
  buildContext: TEXT,
  dockerfile: TEXT,
  buildTarget: TEXT,
  image: TEXT,
  command: listOf(TEXT),
  workingDir: TEXT,
  ports: listOf(TEXT),
  volumes: listOf(TEXT),
  dependsOn: listOf(TEXT),
  env: mapOf(TEXT),
  healthCheck: HEALTH_CHECK,
  restart: TEXT,
  hostname: TEXT,
};
const SERVICE = objectOf({ ...CONTAINER, secretKeys: NAMES });

export const LOCAL_APP = objectOf({ ...CONTAINER, name: TEXT, meantToDiffer: listOf(TEXT) });

export const LOCAL_STACK_PROPS = {
  environment: TEXT,
  projectId: TEXT,
  paths: listOf(TEXT),
  host: instanceLike('an InfisicalHost', 'url'),
  services: mapOf(
    instanceLike('a LocalService', '_props', (service, path) => SERVICE((service as LocalService)._props, path)),
  ),
  folder: TEXT,
  composeFile: TEXT,
  makefile: TEXT,
};
