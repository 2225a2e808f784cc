import { Capability, type ContainerSecurityContextProps, type k8s, SeccompProfileType } from 'cdk8s-plus-28';
import { withoutUndefined } from '../model/without-undefined';

/**
 * Levels of the Kubernetes Pod Security Standards.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export enum PodSecurityLevel {
  /**
   * Hardened: non-root, no privilege escalation, no capabilities, the runtime's seccomp profile.
   */
  RESTRICTED = 'restricted',

  /**
   * Nothing that is known to escalate privileges; the image may run as root.
   */
  BASELINE = 'baseline',

  /**
   * Anything goes.
   */
  PRIVILEGED = 'privileged',
}

const RESTRICTED: ContainerSecurityContextProps = {
  ensureNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: [Capability.ALL] },
  seccompProfile: { type: SeccompProfileType.RUNTIME_DEFAULT },
};

/** The level that the props of an application ask for. */
export function podSecurityOf({ podSecurity, takeOver }: { podSecurity?: PodSecurityLevel; takeOver?: boolean }) {
  return podSecurity ?? (takeOver ? PodSecurityLevel.PRIVILEGED : PodSecurityLevel.RESTRICTED);
}

/** The security context of a container: what the level demands, overlaid with what was asked for. */
export function containerSecurityContext(
  level: PodSecurityLevel,
  asked: ContainerSecurityContextProps = {},
): k8s.SecurityContext | undefined {
  const demanded = level === PodSecurityLevel.RESTRICTED ? RESTRICTED : {};
  const { ensureNonRoot, user, group, ...rest } = { ...demanded, ...withoutUndefined(asked) };
  const context = withoutUndefined({ ...rest, runAsNonRoot: ensureNonRoot, runAsUser: user, runAsGroup: group });
  return Object.keys(context).length > 0 ? (context as k8s.SecurityContext) : undefined;
}

/** What was asked of a container although the level forbids it. */
export function podSecurityConflicts(level: PodSecurityLevel, asked: ContainerSecurityContextProps = {}): string[] {
  if (level === PodSecurityLevel.PRIVILEGED) return [];
  const forbidden: [boolean, string][] = [[asked.privileged === true, 'privileged: true']];
  if (level === PodSecurityLevel.RESTRICTED) {
    const added = (asked.capabilities?.add ?? []).filter((capability) => capability !== Capability.NET_BIND_SERVICE);
    const dropsAll = asked.capabilities === undefined || asked.capabilities.drop?.includes(Capability.ALL) === true;
    forbidden.push(
      [asked.ensureNonRoot === false, 'ensureNonRoot: false'],
      [asked.user === 0, 'user: 0'],
      [asked.allowPrivilegeEscalation === true, 'allowPrivilegeEscalation: true'],
      [added.length > 0, `capabilities.add: ${added.join(', ')}`],
      [!dropsAll, 'capabilities without drop: ALL'],
      [asked.seccompProfile?.type === SeccompProfileType.UNCONFINED, 'seccompProfile: Unconfined'],
    );
  }
  return forbidden.filter(([found]) => found).map(([, what]) => what);
}
