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

/** The level that the props of an application ask for. */
export function podSecurityOf({ podSecurity, takeOver }: { podSecurity?: PodSecurityLevel; takeOver?: boolean }) {
  return podSecurity ?? (takeOver ? PodSecurityLevel.PRIVILEGED : PodSecurityLevel.RESTRICTED);
}
