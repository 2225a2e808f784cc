import { Duration } from 'cdk8s';
import { byName } from '../../collections/order';
import type { LocalHealthCheck } from '../local-service';
import type { FolderReads } from '../record/folder-reads';
import { infisicalExtension } from '../record/infisical-extension';
import { isKey, type KeyPart, type LocalValue, variablesOf, wholeKey } from '../stack/local-value';
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
  const { props, entrypoint, command } = service;
  const rendered = (value: LocalValue) => renderValue(value, slug, reads);
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
    entrypoint: ifNotEmpty(entrypoint?.map(rendered)),
    command: ifNotEmpty(command?.map(rendered)),
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
function renderEnvironment({ variables }: StackService, slug: string, reads: FolderReads): ComposeValue | undefined {
  const entries = variablesOf(variables)
    .map(({ name, value }): [string, string | null] => {
      const key = wholeKey(value);
      const isPassed = key !== undefined && reads.nameOf(key) === name;
      return [name, isPassed ? null : renderValue(value, slug, reads)];
    })
    .sort(byName);
  if (entries.length === 0) return undefined;
  return entries.every(([, value]) => value === null) ? entries.map(([name]) => name) : Object.fromEntries(entries);
}

/** What compose makes the value of. */
function renderValue(value: LocalValue, slug: string, reads: FolderReads): string {
  return value.map((part) => (isKey(part) ? requiredKey(part, slug, reads) : escapeDollars(part.text))).join('');
}

function requiredKey(part: KeyPart, slug: string, reads: FolderReads) {
  const { paths } = reads.of(part);
  // Only what is not there is missing: a value may be empty.
  return `\${${reads.nameOf(part)}?the key ${part.key} is missing in Infisical (${slug}:${paths.join(', ')})}`;
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
