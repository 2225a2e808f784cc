import { type Fields, fields, text } from '../../../lib/json/json';
import type { Code } from '../../typescript/code';
import { isExported } from '../../typescript/vocabulary';
import { scalarText } from '../compare/scalar';
import { nonEmpty } from './login';
import { items } from './target';
import { durationOf } from './timing';
import { call, cdk8s, filled, literal, plus, props } from './words';

/** The props of the main container that are not about its variables; what they cannot say is left to patches. */
export function containerProps(container: Fields): { [prop: string]: Code } {
  const probe = (field: string) => probeCode(fields(container[field]));
  return props({
    command: nonEmpty(container.command),
    args: nonEmpty(container.args),
    workingDir: literal(container.workingDir),
    imagePullPolicy: PULL_POLICIES.get(container.imagePullPolicy),
    resources: resources(fields(container.resources)),
    readiness: probe('readinessProbe'),
    liveness: probe('livenessProbe'),
    startup: probe('startupProbe'),
    containerSecurityContext: securityContext(fields(container.securityContext)),
  });
}

const PULL_POLICIES: ReadonlyMap<unknown, Code> = new Map([
  ['Always', plus('ImagePullPolicy.ALWAYS')],
  ['IfNotPresent', plus('ImagePullPolicy.IF_NOT_PRESENT')],
  ['Never', plus('ImagePullPolicy.NEVER')],
]);

const PROTOCOLS: ReadonlyMap<unknown, Code> = new Map([
  ['TCP', plus('Protocol.TCP')],
  ['UDP', plus('Protocol.UDP')],
  ['SCTP', plus('Protocol.SCTP')],
]);

/** The ports as a prop; undefined where there are none. */
export function ports(container: Fields): Code[] | undefined {
  const list = items(container.ports).map(({ containerPort, name, protocol, hostPort, hostIP }) =>
    props({
      number: literal(containerPort),
      name: literal(name),
      protocol: PROTOCOLS.get(protocol),
      hostPort: literal(hostPort),
      hostIp: literal(hostIP),
    }),
  );
  return list.length > 0 ? list : undefined;
}

/** Amounts as cdk8s-plus has them; undefined where it has no words for one of them. */
function resources({ requests, limits, ...rest }: Fields): Code {
  const [asked, most] = [fields(requests), fields(limits)];
  const names = Object.keys({ ...asked, ...most });
  if (Object.keys(rest).length > 0) return undefined;
  const all = names.map((name) => {
    const [prop, amount] = AMOUNTS.get(name) ?? [name, () => undefined];
    const request = own(asked, name) === undefined ? undefined : amount(scalarText(own(asked, name)));
    const limit = own(most, name) === undefined ? undefined : amount(scalarText(own(most, name)));
    const isLost =
      (request === undefined && own(asked, name) !== undefined) ||
      (limit === undefined && own(most, name) !== undefined);
    return { prop, isLost, value: props({ request, limit }) };
  });
  if (all.some(({ isLost }) => isLost)) return undefined;
  return filled(Object.fromEntries(all.map(({ prop, value }) => [prop, value])));
}

/** Resources have any name, also one that every object has by itself. */
function own(amounts: Fields, resource: string): unknown {
  return Object.hasOwn(amounts, resource) ? amounts[resource] : undefined;
}

function cpu(amount: string): Code {
  const [, digits, unit] = /^(\d+)(m?)$/.exec(amount) ?? [];
  if (digits === undefined) {
    const millis = Number(amount) * 1_000;
    return Number.isInteger(millis) ? call(plus('Cpu.millis'), millis) : undefined;
  }
  return call(plus(unit === 'm' ? 'Cpu.millis' : 'Cpu.units'), Number(digits));
}

function size(amount: string): Code {
  const [, digits, unit] = /^(\d+)(Mi|Gi)$/.exec(amount) ?? [];
  return digits === undefined
    ? undefined
    : call(cdk8s(unit === 'Mi' ? 'Size.mebibytes' : 'Size.gibibytes'), Number(digits));
}

const AMOUNTS: ReadonlyMap<string, readonly [prop: string, amount: (text: string) => Code]> = new Map([
  ['cpu', ['cpu', cpu]],
  ['memory', ['memory', size]],
  ['ephemeral-storage', ['ephemeralStorage', size]],
]);

const PROBE_TIMES = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds'];
const PROBE_COUNTS = ['failureThreshold', 'successThreshold'];

/** A probe; undefined where there is none or cdk8s-plus has no words for it, such as the name of a port. */
function probeCode({ httpGet, tcpSocket, exec, ...timing }: Fields): Code {
  const options = props({
    ...Object.fromEntries(PROBE_TIMES.map((field) => [field, number(timing[field], seconds)])),
    ...Object.fromEntries(PROBE_COUNTS.map((field) => [field, number(timing[field], literal)])),
  });
  const end = (more: { [option: string]: Code }) => {
    const all = { ...more, ...options };
    return Object.keys(all).length > 0 ? [all] : [];
  };
  if (httpGet !== undefined) {
    const { path, port, scheme, ...rest } = fields(httpGet);
    if (typeof port !== 'number' || Object.keys(rest).length > 0) return undefined;
    const https = scheme === 'HTTPS' ? { scheme: plus('ConnectionScheme.HTTPS') } : {};
    return call(plus('Probe.fromHttpGet'), text(path) ?? '/', ...end({ port, ...https }));
  }
  if (tcpSocket !== undefined) {
    const { port, ...rest } = fields(tcpSocket);
    if (typeof port !== 'number' || Object.keys(rest).length > 0) return undefined;
    return call(plus('Probe.fromTcpSocket'), ...end({ port }));
  }
  const command = nonEmpty(fields(exec).command);
  return command === undefined ? undefined : call(plus('Probe.fromCommand'), command, ...end({}));
}

function number(value: unknown, code: (value: number) => Code): Code {
  return typeof value === 'number' ? code(value) : undefined;
}

function seconds(value: number): Code {
  return value === 0 ? call(cdk8s('Duration.seconds'), 0) : durationOf(value);
}

/** The security context of a container, without what cdk8s-plus has no words for. */
function securityContext({ runAsNonRoot, runAsUser, runAsGroup, capabilities, seccompProfile, ...rest }: Fields): Code {
  const simple = ['privileged', 'readOnlyRootFilesystem', 'allowPrivilegeEscalation'].map((field): [string, Code] => [
    field,
    literal(rest[field]),
  ]);
  const { add, drop } = fields(capabilities);
  const profile = PROFILES.get(fields(seccompProfile).type);
  return filled(
    props({
      ensureNonRoot: literal(runAsNonRoot),
      user: literal(runAsUser),
      group: literal(runAsGroup),
      ...Object.fromEntries(simple),
      capabilities: filled(props({ add: known(add), drop: known(drop) })),
      seccompProfile: profile === undefined ? undefined : { type: profile },
    }),
  );
}

const PROFILES: ReadonlyMap<unknown, Code> = new Map([
  ['RuntimeDefault', plus('SeccompProfileType.RUNTIME_DEFAULT')],
  ['Unconfined', plus('SeccompProfileType.UNCONFINED')],
]);

/** Capabilities by their names; undefined if cdk8s-plus has no word for one of them. */
function known(capabilities: unknown): Code {
  if (!Array.isArray(capabilities)) return undefined;
  const words = capabilities.map((name) => plus(`Capability.${scalarText(name)}`));
  return words.every(isExported) ? words : undefined;
}
