import { SERVICE_FIELDS } from './service-fields';
import {
  ASSIGNMENTS,
  anyOf,
  entriesOf,
  type Fields,
  FLAG_OR_TEXT,
  listOf,
  NUMBER_OR_TEXT,
  OWN_NAME,
  objectOf,
  orNothing,
  type Shape,
  TEXT,
  TEXT_OR_TEXTS,
  WHOLE,
} from './shape';

const EXTERNAL = anyOf(FLAG_OR_TEXT, objectOf({ name: TEXT }));
const DRIVER_OPTIONS = entriesOf(NUMBER_OR_TEXT);

const NETWORK: Shape = orNothing(
  objectOf({
    name: TEXT,
    driver: TEXT,
    driver_opts: DRIVER_OPTIONS,
    ipam: objectOf({
      driver: TEXT,
      config: listOf(objectOf({ subnet: TEXT, ip_range: TEXT, gateway: TEXT, aux_addresses: entriesOf(TEXT) })),
      options: entriesOf(TEXT),
    }),
    external: EXTERNAL,
    internal: FLAG_OR_TEXT,
    enable_ipv4: FLAG_OR_TEXT,
    enable_ipv6: FLAG_OR_TEXT,
    attachable: FLAG_OR_TEXT,
    labels: ASSIGNMENTS,
  }),
);

const VOLUME: Shape = orNothing(
  objectOf({ name: TEXT, driver: TEXT, driver_opts: DRIVER_OPTIONS, external: EXTERNAL, labels: ASSIGNMENTS }),
);

const SECRET: Shape = objectOf({
  name: TEXT,
  environment: TEXT,
  file: TEXT,
  external: EXTERNAL,
  labels: ASSIGNMENTS,
  driver: TEXT,
  driver_opts: DRIVER_OPTIONS,
  template_driver: TEXT,
});

const CONFIG: Shape = objectOf({
  name: TEXT,
  content: TEXT,
  environment: TEXT,
  file: TEXT,
  external: EXTERNAL,
  labels: ASSIGNMENTS,
  template_driver: TEXT,
});

const MODEL = objectOf({ name: TEXT, model: TEXT, context_size: WHOLE, runtime_flags: listOf(TEXT) }, 'model');
const INCLUDED = anyOf(TEXT, objectOf({ path: TEXT_OR_TEXTS, env_file: TEXT_OR_TEXTS, project_directory: TEXT }));

/** The fields of a compose file, as the compose specification has them. */
export const FILE_FIELDS: Fields = {
  version: TEXT,
  name: TEXT,
  include: listOf(INCLUDED),
  services: entriesOf(objectOf(SERVICE_FIELDS), OWN_NAME),
  models: entriesOf(MODEL, OWN_NAME),
  networks: entriesOf(NETWORK, OWN_NAME),
  volumes: entriesOf(VOLUME, OWN_NAME),
  secrets: entriesOf(SECRET, OWN_NAME),
  configs: entriesOf(CONFIG, OWN_NAME),
};
