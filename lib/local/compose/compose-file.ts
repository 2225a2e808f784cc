import { Duration } from 'cdk8s';
import { byText } from '../../collections/order';
import type { LocalHealthCheck } from '../local-service';
import { infisicalExtension } from '../record/infisical-extension';
import type { KeyReads } from '../record/key-reads';
import { isKey, type LocalValue, type LocalVariable, variablesOf, wholeKey } from '../stack/local-value';
import type { StackService } from '../stack/stack-service';
import type { StackSetting } from '../stack/stack-setting';
import { type ComposeValue, composeYaml } from './compose-yaml';

/** Of what `docker compose up` does not start. */
const ON_DEMAND = 'on-demand';

export const MADE = 'Made by cdk8s-infisical from your cdk8s program: change that instead.';

export function composeFile(services: readonly StackService[], setting: StackSetting, reads: KeyReads): string {
  const names = new Map(services.map((service) => [service.name, service]));
  const volumes = [...new Set(services.flatMap(({ props }) => (props.volumes ?? []).flatMap(volumeName)))].sort();
  const compose = {
    services: Object.fromEntries(services.map((service) => [service.name, renderService(service, names, reads)])),
    volumes: volumes.length > 0 ? Object.fromEntries(volumes.map((volume) => [volume, {}])) : undefined,
    'x-infisical': infisicalExtension(setting, reads),
  };
  return `# ${MADE}\n${composeYaml(compose)}`;
}

function renderService(
  service: StackService,
  others: ReadonlyMap<string, StackService>,
  reads: KeyReads,
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
    depends_on: renderDependencies(props.dependsOn ?? [], others),
    healthcheck: props.healthCheck && renderHealthCheck(props.healthCheck),
    restart: props.restart,
    // A sidecar has the localhost, and so the ports, of its application.
    network_mode: part === undefined || part.isInit ? undefined : `service:${part.of}`,
    profiles: service.runs === 'on demand' || part?.isOnDemand ? [ON_DEMAND] : undefined,
  };
}

/** Names alone pass a value on; a list of them is what people write by hand. */
function renderEnvironment({ variables, app }: StackService, reads: KeyReads): ComposeValue | undefined {
  const last = variablesOf(variables);
  // A container has an order; what is given to a service of a laptop may come from a language whose maps have none.
  const all = app === undefined ? last.sort(byText(({ name }) => name)) : last;
  if (all.length === 0) return undefined;
  const isPassed = ({ name, value }: LocalVariable) => {
    const key = wholeKey(value);
    return key !== undefined && reads.nameOf(key) === name;
  };
  return all.every(isPassed)
    ? all.map(({ name }) => name)
    : Object.fromEntries(all.map(({ name, value }) => [name, renderValue(value, reads)]));
}

/**
 * What compose makes the value of. Whether there is a key is seen to before compose starts: a file that asked for it
 * could be read by nobody who has none, such as `docker compose down`.
 */
function renderValue(value: LocalValue, reads: KeyReads): string {
  return value.map((part) => (isKey(part) ? `\${${reads.nameOf(part)}-}` : escapeDollars(part.text))).join('');
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
