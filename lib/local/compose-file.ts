import { Duration } from 'cdk8s';
import { byName } from '../collections/order';
import { type ComposeValue, composeYaml } from './compose-yaml';
import { infisicalExtension } from './infisical-extension';
import type { KeyPlaces } from './key-places';
import type { LocalHealthCheck } from './local-service';
import type { StackService } from './stack-service';
import type { StackSetting } from './stack-setting';

export const MADE = 'Made by cdk8s-infisical from your cdk8s program: change that instead.';

export function composeFile(services: readonly StackService[], setting: StackSetting, places: KeyPlaces): string {
  const { environment } = setting;
  const names = new Map(services.map((service) => [service.name, service]));
  const volumes = [...new Set(services.flatMap(({ props }) => (props.volumes ?? []).flatMap(volumeName)))].sort();
  const compose = {
    services: Object.fromEntries(
      services.map((service) => [service.name, rendered(service, names, environment, places)]),
    ),
    volumes: volumes.length > 0 ? Object.fromEntries(volumes.map((volume) => [volume, {}])) : undefined,
    'x-infisical': infisicalExtension(services, setting, places),
  };
  return `# ${MADE}\n${composeYaml(compose)}`;
}

function rendered(
  service: StackService,
  others: ReadonlyMap<string, StackService>,
  slug: string,
  places: KeyPlaces,
): ComposeValue {
  const { props } = service;
  const build =
    props.buildContext === undefined
      ? undefined
      : {
          context: props.buildContext,
          dockerfile: props.dockerfile ?? 'Dockerfile',
          target: props.buildTarget,
        };
  return {
    build,
    image: props.image,
    hostname: props.hostname && literal(props.hostname),
    command: props.command?.map(literal),
    working_dir: props.workingDir,
    ports: filled(props.ports),
    environment: environment(service, slug, places),
    volumes: filled(props.volumes),
    depends_on: dependencies(props.dependsOn ?? [], others),
    healthcheck: props.healthCheck && healthcheck(props.healthCheck),
    restart: props.restart,
  };
}

/** Names alone pass a value on; a list of them is what people write by hand. */
function environment(service: StackService, slug: string, places: KeyPlaces): ComposeValue | undefined {
  const { keys, env } = service;
  const passed = [...keys].map(([variable, key]) => {
    const { names, paths } = places.of(service, variable);
    const name = names.get(key) ?? key;
    return [variable, variable === name ? null : required(name, key, `${slug}:${paths.join(', ')}`)] as const;
  });
  const literals = Object.entries(env).map(([variable, value]) => [variable, literal(value)] as const);
  const entries = [...passed, ...literals].sort(byName);
  if (entries.length === 0) return undefined;
  return entries.every(([, value]) => value === null)
    ? entries.map(([variable]) => variable)
    : Object.fromEntries(entries);
}

function required(name: string, key: string, place: string): string {
  // Only what is not there is missing: a value may be empty.
  return `\${${name}?the key ${key} is missing in Infisical (${place})}`;
}

/** Compose reads a dollar as a variable of its own. */
function literal(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function dependencies(names: readonly string[], others: ReadonlyMap<string, StackService>) {
  if (names.length === 0) return undefined;
  const conditions = names.map((name) => {
    const isChecked = others.get(name)?.props.healthCheck !== undefined;
    return [name, { condition: isChecked ? 'service_healthy' : 'service_started' }];
  });
  return Object.fromEntries(conditions);
}

function healthcheck({ test, interval, timeout, retries, startPeriod }: LocalHealthCheck) {
  return {
    test: test.map(literal),
    interval: seconds(interval ?? Duration.seconds(5)),
    timeout: seconds(timeout ?? Duration.seconds(20)),
    retries: retries ?? 5,
    start_period: startPeriod && seconds(startPeriod),
  };
}

function seconds(duration: Duration): string {
  return `${duration.toSeconds({ integral: false })}s`;
}

/** The named volume that is mounted, if it is one and not a folder. */
function volumeName(volume: string): string[] {
  const [source = ''] = volume.split(':');
  return volume.includes(':') && /^[A-Za-z0-9][\w.-]*$/.test(source) ? [source] : [];
}

function filled(items: readonly string[] | undefined): string[] | undefined {
  return items === undefined || items.length === 0 ? undefined : [...items];
}
