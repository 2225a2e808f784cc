import { Duration } from 'cdk8s';
import type { LocalContainerProps, LocalHealthCheck } from '../local-container';
import type { StackService } from '../stack/stack-service';
import type { ComposeFields, ComposeValue } from './compose-yaml';

/** The fields of a service that say how its container runs, and have no secret key in them. */
export function containerFields(props: LocalContainerProps): ComposeFields {
  const { healthCheck, stopGracePeriod, networkAliases } = props;
  return {
    image: props.image,
    hostname: textWithDollars(props.hostname),
    user: textWithDollars(props.user),
    platform: props.platform,
    working_dir: textWithDollars(props.workingDir),
    ports: ifNotEmpty(props.ports),
    volumes: ifNotEmpty(props.volumes),
    tmpfs: ifNotEmpty(props.tmpfs?.map(escapeDollars)),
    networks: networkAliases && { default: { aliases: networkAliases.map(escapeDollars) } },
    extra_hosts: mapWithDollars(props.extraHosts),
    labels: mapWithDollars(props.labels),
    cap_add: ifNotEmpty(props.capAdd),
    init: props.init,
    healthcheck: healthCheck && healthCheckFields(healthCheck),
    restart: props.restart,
    stop_grace_period: stopGracePeriod && secondsText(stopGracePeriod),
    profiles: ifNotEmpty(props.profiles),
  };
}

/** How the image is built, without its secrets. */
export function buildFields({ buildContext, dockerfile, buildTarget, buildArgs }: LocalContainerProps) {
  if (buildContext === undefined) return undefined;
  const fields: ComposeFields = {
    context: buildContext,
    dockerfile: dockerfile ?? 'Dockerfile',
    target: buildTarget,
    args: mapWithDollars(buildArgs),
  };
  return fields;
}

/** What has to be before, where nobody says how: what ends has ended, what has a health check is healthy. */
export function dependencyFields(
  { dependsOn = [], waitsFor = {} }: LocalContainerProps,
  others: ReadonlyMap<string, StackService>,
): ComposeFields | undefined {
  const conditions = [
    ...dependsOn.map((name) => [name, conditionOf(others.get(name))] as const),
    ...Object.entries(waitsFor),
  ];
  if (conditions.length === 0) return undefined;
  return Object.fromEntries(conditions.map(([name, condition]) => [name, { condition }]));
}

/** What has to end before others start is not healthy then. */
function conditionOf(service: StackService | undefined): string {
  if (service?.runs === 'once' || service?.part?.isInit) return 'service_completed_successfully';
  const { healthCheck, compose } = service?.props ?? {};
  const isChecked = healthCheck !== undefined || compose?.healthcheck?.test !== undefined;
  return isChecked ? 'service_healthy' : 'service_started';
}

function healthCheckFields({ test, interval, timeout, retries, startPeriod }: LocalHealthCheck): ComposeFields {
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

/** Compose reads a dollar as a variable of its own. */
export function escapeDollars(text: string): string {
  return text.replaceAll('$', '$$$$');
}

function textWithDollars(text: string | undefined): string | undefined {
  return text === undefined ? undefined : escapeDollars(text);
}

function mapWithDollars(map: { readonly [name: string]: string } | undefined): ComposeValue | undefined {
  if (map === undefined || Object.keys(map).length === 0) return undefined;
  return Object.fromEntries(Object.entries(map).map(([name, text]) => [name, escapeDollars(text)]));
}

export function ifNotEmpty(items: readonly string[] | undefined): string[] | undefined {
  return items === undefined || items.length === 0 ? undefined : [...items];
}
