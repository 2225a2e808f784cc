import { type Fields, fields } from '../json/json';
import { PodSecurityLevel } from './pod-security';
import { droppedBy, hasAllPrivileges, isGiven, isWindows } from './pod-security-standard';

/** A PodSpec with what the level demands wherever it says nothing of that: at the pod, and at each of its containers. */
export function securedPodSpec(level: PodSecurityLevel, spec: Fields): Fields {
  if (level !== PodSecurityLevel.RESTRICTED) return spec;
  const asked = fields(spec.securityContext);
  const secured = (containers: readonly unknown[]) => containers.map((container) => securedContainer(container, spec));
  const { containers, initContainers } = spec;
  return {
    ...spec,
    securityContext: {
      ...asked,
      runAsNonRoot: asked.runAsNonRoot ?? true,
      ...(!isWindows(spec) && { seccompProfile: asked.seccompProfile ?? { type: 'RuntimeDefault' } }),
    },
    ...(Array.isArray(containers) && { containers: secured(containers) }),
    ...(Array.isArray(initContainers) && { initContainers: secured(initContainers) }),
  };
}

function securedContainer(container: unknown, spec: Fields): unknown {
  if (typeof container !== 'object' || container === null) return container;
  const own = container as Fields;
  const asked = fields(own.securityContext);
  const pod = fields(spec.securityContext);
  // What was asked for at the pod holds for those that say nothing themselves.
  const runAsNonRoot = asked.runAsNonRoot ?? pod.runAsNonRoot ?? true;
  const demanded = isWindows(spec) ? { runAsNonRoot } : linuxDemands(asked, pod, runAsNonRoot);
  return { ...own, securityContext: { ...demanded, ...asked, ...demanded } };
}

function linuxDemands(asked: Fields, pod: Fields, runAsNonRoot: unknown): Fields {
  const escalation = asked.allowPrivilegeEscalation ?? (hasAllPrivileges(asked) ? undefined : false);
  const profile = asked.seccompProfile ?? (isGiven(pod.seccompProfile) ? undefined : { type: 'RuntimeDefault' });
  return {
    ...(escalation !== undefined && { allowPrivilegeEscalation: escalation }),
    capabilities: { ...fields(asked.capabilities), drop: droppedBy(asked) ?? ['ALL'] },
    runAsNonRoot,
    ...(profile !== undefined && { seccompProfile: profile }),
  };
}
