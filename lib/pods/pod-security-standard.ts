import { type Fields, fields, list, text } from '../json/json';
import { quotedText } from '../text/key-name';
import { PodSecurityLevel } from './pod-security';

/** Where a pod is not what a level of the Pod Security Standards wants, and how a person would say it. */
export interface Breach {
  /** `the pod`, or `the container "api"`. */
  readonly where: string;
  /** What the level forbids, or what it demands and is not there. */
  readonly what: string;
  readonly isMissing: boolean;
}

/** The level itself, and those that ask for less, the strictest first. */
export function levelsFrom(level: PodSecurityLevel): PodSecurityLevel[] {
  const levels = [PodSecurityLevel.RESTRICTED, PodSecurityLevel.BASELINE, PodSecurityLevel.PRIVILEGED];
  return levels.slice(levels.indexOf(level));
}

/** The template of a pod, finished. */
export interface PodTemplate {
  readonly metadata: Fields;
  readonly spec: Fields;
}

/** A pod, and which part of it is looked at. */
interface Looked {
  /** Its name, where something is found. */
  readonly where: () => string;
  readonly spec: Fields;
  /** A container, or the pod itself. */
  readonly part: Fields;
  readonly context: Fields;
}

type Finder = (looked: Looked) => readonly (string | false)[];

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'];
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HANDLERS = ['postStart', 'preStop'];
const PROFILES = ['RuntimeDefault', 'Localhost'];
const SELINUX_TYPES = ['container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';

const BASELINE_CAPABILITIES = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD'],
  ...['NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];

const RESTRICTED_VOLUMES = [
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral'],
  ...['image', 'persistentVolumeClaim', 'projected', 'secret'],
];

/** Those that reach no further than the pod. */
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  ...['ip_local_port_range', 'ip_local_reserved_ports', 'ip_unprivileged_port_start', 'ping_group_range'].map(ipv4),
  ...['tcp_fin_timeout', 'tcp_keepalive_intvl', 'tcp_keepalive_probes', 'tcp_keepalive_time'].map(ipv4),
  ...['tcp_notsent_lowat', 'tcp_rmem', 'tcp_slow_start_after_idle', 'tcp_syncookies', 'tcp_wmem'].map(ipv4),
];

/**
 * What of a finished pod the level forbids, and what it demands and is not there: as the admission of Kubernetes has it in
 * the newest version of the standards.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function breachesOf(level: PodSecurityLevel, { metadata, spec }: PodTemplate): Breach[] {
  if (level === PodSecurityLevel.PRIVILEGED) return [];
  const isRestricted = level === PodSecurityLevel.RESTRICTED;
  const pod = { where: () => 'the pod', spec, part: spec, context: fields(spec.securityContext) };
  const containers = containersIn(spec).map((part) => ({
    where: () => `the container ${quotedText(text(part.name) ?? '')}`,
    ...{ spec, part, context: fields(part.securityContext) },
  }));
  const forbidden = [
    ...found(
      [pod],
      [hostNamespaces, sysctls, () => profileAnnotations(metadata), isRestricted ? otherVolumes : hostPaths],
    ),
    ...found([pod, ...containers], isRestricted ? [ofEveryContext, root] : [ofEveryContext]),
    ...found([pod, ...containers], isRestricted && isWindows(spec) ? [] : [seccomp]),
    ...found(containers, [ofEveryContainer, isRestricted ? restrictedContainer : baselineContainer]),
  ];
  const missing = isRestricted ? found(containers, [unmetDemands]) : [];
  return [...forbidden, ...missing.map((breach) => ({ ...breach, isMissing: true }))];
}

function containersIn(spec: Fields): Fields[] {
  return CONTAINER_LISTS.flatMap((name) => list(spec[name]));
}

/** Linux has what Windows does not know, and its API server refuses it there. */
export function isWindows(spec: Fields): boolean {
  return fields(spec.os).name === 'windows';
}

/** Whether root of the pod is nobody on its node. */
function isInUserNamespace(spec: Fields): boolean {
  return spec.hostUsers === false;
}

function found(parts: readonly Looked[], finders: readonly Finder[]): Breach[] {
  const breaches: Breach[] = [];
  for (const looked of parts) {
    for (const finder of finders) {
      for (const what of finder(looked)) {
        if (what !== false) breaches.push({ where: looked.where(), what, isMissing: false });
      }
    }
  }
  return breaches;
}

function hostNamespaces({ part }: Looked) {
  return ['hostNetwork', 'hostPID', 'hostIPC'].map((name) => part[name] === true && `${name}: true`);
}

function sysctls({ context }: Looked) {
  const names = list(context.sysctls).map(({ name }) => text(name) ?? '');
  return names.map((name) => !SYSCTLS.includes(name) && `the sysctl ${quotedText(name)}`);
}

function profileAnnotations(metadata: Fields) {
  return Object.entries(fields(metadata.annotations)).map(([name, value]) => {
    const profile = String(value);
    const isAllowed = profile === '' || profile === 'runtime/default' || profile.startsWith('localhost/');
    return name.startsWith(APP_ARMOR) && !isAllowed && `the annotation ${quotedText(name)}: ${quotedText(profile)}`;
  });
}

function hostPaths({ part }: Looked) {
  return list(part.volumes).map((volume) => isGiven(volume.hostPath) && shownVolume(volume, 'hostPath'));
}

function otherVolumes({ part }: Looked) {
  return list(part.volumes).map((volume) => {
    const types = Object.keys(volume).filter((field) => field !== 'name' && isGiven(volume[field]));
    if (types.some((type) => RESTRICTED_VOLUMES.includes(type))) return false;
    // A volume of no type is an empty folder.
    return types.length > 0 && shownVolume(volume, types[0]);
  });
}

function shownVolume({ name }: Fields, type: string): string {
  return `the ${type} volume ${quotedText(text(name) ?? '')}`;
}

function ofEveryContext({ context }: Looked) {
  const { type, user, role } = fields(context.seLinuxOptions);
  return [
    unknownProfile(context, 'appArmorProfile'),
    isText(type) && !SELINUX_TYPES.includes(type) && `seLinuxOptions.type: ${quotedText(type)}`,
    isText(user) && `seLinuxOptions.user: ${quotedText(user)}`,
    isText(role) && `seLinuxOptions.role: ${quotedText(role)}`,
    fields(context.windowsOptions).hostProcess === true && 'windowsOptions.hostProcess: true',
  ];
}

function seccomp({ context }: Looked) {
  return [unknownProfile(context, 'seccompProfile')];
}

function unknownProfile(context: Fields, name: string): string | false {
  if (!isGiven(context[name])) return false;
  const type = text(fields(context[name]).type) ?? '';
  return !PROFILES.includes(type) && `${name}.type: ${quotedText(type)}`;
}

function root({ context, spec }: Looked) {
  if (isInUserNamespace(spec)) return [];
  return [
    context.runAsNonRoot === false && 'runAsNonRoot: false (ensureNonRoot)',
    context.runAsUser === 0 && 'runAsUser: 0 (user)',
  ];
}

function ofEveryContainer({ part, context }: Looked) {
  const ports = list(part.ports).map(({ hostPort }) => hostPort);
  return [
    context.privileged === true && 'privileged: true',
    ...ports.map((port) => typeof port === 'number' && port !== 0 && `hostPort: ${port}`),
    ...[...handlersIn(part)].map(([name, host]) => `${name} that asks the host ${quotedText(host)}`),
  ];
}

/** Probes and handlers that ask another host than the pod. */
function* handlersIn(container: Fields): Generator<[name: string, host: string]> {
  const lifecycle = fields(container.lifecycle);
  const all = [
    ...PROBES.map((name): [string, Fields] => [name, fields(container[name])]),
    ...HANDLERS.map((name): [string, Fields] => [`lifecycle.${name}`, fields(lifecycle[name])]),
  ];
  for (const [name, handler] of all) {
    for (const { host } of [fields(handler.httpGet), fields(handler.tcpSocket)]) if (isText(host)) yield [name, host];
  }
}

function baselineContainer({ context, spec }: Looked) {
  return [!isInUserNamespace(spec) && maskedProc(context), ...capabilitiesBeyond(context, BASELINE_CAPABILITIES)];
}

function restrictedContainer({ context, spec }: Looked) {
  if (isWindows(spec)) return [maskedProc(context)];
  const drop = droppedBy(context);
  return [
    maskedProc(context),
    context.allowPrivilegeEscalation === true && 'allowPrivilegeEscalation: true',
    ...capabilitiesBeyond(context, ['NET_BIND_SERVICE']),
    drop !== undefined && !drop.includes('ALL') && 'capabilities.drop without ALL',
  ];
}

/** What fills itself in where nobody said anything of it. */
function unmetDemands({ context, spec }: Looked) {
  const pod = fields(spec.securityContext);
  const isNonRoot = [context.runAsNonRoot, pod.runAsNonRoot].some(isGiven) || isInUserNamespace(spec);
  if (isWindows(spec)) return [!isNonRoot && 'runAsNonRoot: true'];
  return [
    !isGiven(context.allowPrivilegeEscalation) && !hasAllPrivileges(context) && 'allowPrivilegeEscalation: false',
    droppedBy(context) === undefined && 'capabilities.drop: ALL',
    !isNonRoot && 'runAsNonRoot: true',
    ![context.seccompProfile, pod.seccompProfile].some(isGiven) && 'seccompProfile.type: RuntimeDefault',
  ];
}

function maskedProc({ procMount }: Fields) {
  return isText(procMount) && procMount !== 'Default' && `procMount: ${quotedText(procMount)}`;
}

function capabilitiesBeyond({ capabilities }: Fields, allowed: readonly string[]) {
  const { add } = fields(capabilities);
  const all = Array.isArray(add) ? add.map(String) : [];
  return all.map((name) => !allowed.includes(name) && `capabilities.add: ${quotedText(name)}`);
}

/** Beside these the API server refuses that there is no escalation: what is wrong is then said of the privileges alone. */
export function hasAllPrivileges({ privileged, capabilities }: Fields): boolean {
  const { add } = fields(capabilities);
  return privileged === true || (Array.isArray(add) && add.some((name) => /^(?:CAP_)?SYS_ADMIN$/.test(String(name))));
}

/** The capabilities that a container drops; undefined where it says nothing of that. */
export function droppedBy({ capabilities }: Fields): readonly string[] | undefined {
  const { drop } = fields(capabilities);
  return Array.isArray(drop) && drop.length > 0 ? drop.map(String) : undefined;
}

/** Kubernetes takes null for what is not there. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function ipv4(name: string): string {
  return `net.ipv4.${name}`;
}
