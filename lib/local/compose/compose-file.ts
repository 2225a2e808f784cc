import { Duration } from 'cdk8s';
import type { LocalHealthCheck } from '../local-service';
import { infisicalExtension } from '../record/infisical-extension';
import type { KeyReads } from '../record/key-reads';
import type { LocalValue } from '../stack/local-value';
import type { StackService } from '../stack/stack-service';
import type { StackSetting } from '../stack/stack-setting';
import { escapeDollars, renderEnvironment, renderValue } from './compose-value';
import { type ComposeValue, composeYaml } from './compose-yaml';
import { type ComposeFiles, composeFiles } from './mounted-keys';

/** Of what `docker compose up` does not start. */
const ON_DEMAND = 'on-demand';

export const MADE = 'Made by cdk8s-infisical from your cdk8s program: change that instead.';

export function composeFile(services: readonly StackService[], setting: StackSetting, reads: KeyReads): string {
  const names = new Map(services.map((service) => [service.name, service]));
  const volumes = [...new Set(services.flatMap(({ props }) => (props.volumes ?? []).flatMap(volumeName)))].sort();
  const files = composeFiles(services, reads);
  const compose = {
    services: Object.fromEntries(
      services.map((service) => [service.name, renderService(service, names, reads, files)]),
    ),
    volumes: volumes.length > 0 ? Object.fromEntries(volumes.map((volume) => [volume, {}])) : undefined,
    ...topOf(files),
    'x-infisical': infisicalExtension(setting, reads),
  };
  return `# ${MADE}\n${composeYaml(compose)}`;
}

/** The names that services mount, and what they are. */
export function topOf({ secrets, configs }: ComposeFiles) {
  const ifAny = (entries: typeof secrets) => (Object.keys(entries).length > 0 ? entries : undefined);
  return { secrets: ifAny(secrets), configs: ifAny(configs) };
}

function renderService(
  service: StackService,
  others: ReadonlyMap<string, StackService>,
  reads: KeyReads,
  files: ComposeFiles,
): ComposeValue {
  const { props, entrypoint, command, part } = service;
  const rendered = (value: LocalValue) => renderValue(value, reads);
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
    environment: renderEnvironment(service, reads),
    volumes: ifNotEmpty(props.volumes),
    ...files.of(service),
    depends_on: renderDependencies(props.dependsOn ?? [], others),
    healthcheck: props.healthCheck && renderHealthCheck(props.healthCheck),
    restart: props.restart,
    // A sidecar has the localhost, and so the ports, of its application.
    network_mode: part === undefined || part.isInit ? undefined : `service:${part.of}`,
    profiles: service.runs === 'on demand' || part?.isOnDemand ? [ON_DEMAND] : undefined,
  };
}

function renderDependencies(names: readonly string[], others: ReadonlyMap<string, StackService>) {
  if (names.length === 0) return undefined;
  const conditions = names.map((name) => [name, { condition: conditionOf(others.get(name)) }]);
  return Object.fromEntries(conditions);
}

/** What has to end before others start is not healthy then. */
function conditionOf(service: StackService | undefined): string {
  if (service?.runs === 'once' || service?.part?.isInit) return 'service_completed_successfully';
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
