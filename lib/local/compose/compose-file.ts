import { Duration } from 'cdk8s';
import { byName } from '../../collections/order';
import { ownField } from '../../json/json';
import type { LocalHealthCheck } from '../local-service';
import type { FolderReads } from '../record/folder-reads';
import { infisicalExtension } from '../record/infisical-extension';
import { commandParts } from '../stack/cluster-command';
import type { StackService } from '../stack/stack-service';
import type { StackSetting } from '../stack/stack-setting';
import { type ComposeValue, composeYaml } from './compose-yaml';

/** Of what `docker compose up` does not start. */
const ON_DEMAND = 'on-demand';

export const MADE = 'Made by cdk8s-infisical from your cdk8s program: change that instead.';

export function composeFile(services: readonly StackService[], setting: StackSetting, reads: FolderReads): string {
  const { environment } = setting;
  const names = new Map(services.map((service) => [service.name, service]));
  const volumes = [...new Set(services.flatMap(({ props }) => (props.volumes ?? []).flatMap(volumeName)))].sort();
  const compose = {
    services: Object.fromEntries(
      services.map((service) => [service.name, renderService(service, names, environment, reads)]),
    ),
    volumes: volumes.length > 0 ? Object.fromEntries(volumes.map((volume) => [volume, {}])) : undefined,
    'x-infisical': infisicalExtension(services, setting, reads),
  };
  return `# ${MADE}\n${composeYaml(compose)}`;
}

function renderService(
  service: StackService,
  others: ReadonlyMap<string, StackService>,
  slug: string,
  reads: FolderReads,
): ComposeValue {
  const { props, started = {} } = service;
  const expanded = (text: string) => expandedText(text, service, slug, reads);
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
    hostname: props.hostname && escapeDollars(props.hostname),
    entrypoint: ifNotEmpty(started.command?.map(expanded)),
    command: ifNotEmpty(props.command?.map(escapeDollars) ?? started.args?.map(expanded)),
    working_dir: props.workingDir,
    ports: ifNotEmpty(props.ports),
    environment: renderEnvironment(service, slug, reads),
    volumes: ifNotEmpty(props.volumes),
    depends_on: renderDependencies(props.dependsOn ?? [], others),
    healthcheck: props.healthCheck && renderHealthCheck(props.healthCheck),
    restart: props.restart,
    profiles: service.runs === 'on demand' ? [ON_DEMAND] : undefined,
  };
}

/** Names alone pass a value on; a list of them is what people write by hand. */
function renderEnvironment(service: StackService, slug: string, reads: FolderReads): ComposeValue | undefined {
  const { keys, env } = service;
  const passed = [...keys].map(([variable, key]) => {
    const isSame = nameOfKey(service, variable, key, reads) === variable;
    return [variable, isSame ? null : requiredVariable(service, variable, key, slug, reads)] as const;
  });
  const literals = Object.entries(env).map(([variable, value]) => [variable, escapeDollars(value)] as const);
  const entries = [...passed, ...literals].sort(byName);
  if (entries.length === 0) return undefined;
  return entries.every(([, value]) => value === null)
    ? entries.map(([variable]) => variable)
    : Object.fromEntries(entries);
}

function requiredVariable(service: StackService, variable: string, key: string, slug: string, reads: FolderReads) {
  const { paths } = reads.of(service, variable);
  // Only what is not there is missing: a value may be empty.
  return `\${${nameOfKey(service, variable, key, reads)}?the key ${key} is missing in Infisical (${slug}:${paths.join(', ')})}`;
}

/** The name under which compose gets the key of a variable. */
export function nameOfKey(service: StackService, variable: string, key: string, reads: FolderReads): string {
  return reads.of(service, variable).names.get(key) ?? key;
}

/** What Kubernetes makes of a text of a command, with the variables that the service has on a laptop. */
function expandedText(text: string, service: StackService, slug: string, reads: FolderReads): string {
  const { keys, env } = service;
  const valueIn = (variable: string) => {
    const literal = ownField(env, variable);
    const key = literal === undefined ? keys.get(variable) : undefined;
    if (key !== undefined) return requiredVariable(service, variable, key, slug, reads);
    return escapeDollars(literal ?? `$(${variable})`);
  };
  return commandParts(text)
    .map((part) => ('variable' in part ? valueIn(part.variable) : escapeDollars(part.text)))
    .join('');
}

/** Compose reads a dollar as a variable of its own. */
function escapeDollars(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function renderDependencies(names: readonly string[], others: ReadonlyMap<string, StackService>) {
  if (names.length === 0) return undefined;
  const conditions = names.map((name) => [name, { condition: conditionOf(others.get(name)) }]);
  return Object.fromEntries(conditions);
}

/** What has to end before others start is not healthy then. */
function conditionOf(service: StackService | undefined): string {
  if (service?.runs === 'once') return 'service_completed_successfully';
  return service?.props.healthCheck === undefined ? 'service_started' : 'service_healthy';
}

function renderHealthCheck({ test, interval, timeout, retries, startPeriod }: LocalHealthCheck) {
  return {
    test: test.map(escapeDollars),
    interval: secondsText(interval ?? Duration.seconds(5)),
    timeout: secondsText(timeout ?? Duration.seconds(20)),
    retries: retries ?? 5,
    start_period: startPeriod && secondsText(startPeriod),
  };
}

function secondsText(duration: Duration): string {
  return `${duration.toSeconds({ integral: false })}s`;
}

/** The named volume that is mounted, if it is one and not a folder. */
function volumeName(volume: string): string[] {
  const [source = ''] = volume.split(':');
  return volume.includes(':') && /^[A-Za-z0-9][\w.-]*$/.test(source) ? [source] : [];
}

function ifNotEmpty(items: readonly string[] | undefined): string[] | undefined {
  return items === undefined || items.length === 0 ? undefined : [...items];
}
