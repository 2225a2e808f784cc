import { type Fields, fields } from '../json/json';
import { withoutUndefined } from '../model/without-undefined';
import { PodSecurityLevel } from './pod-security';
import { droppedBy, hasAllPrivileges, isGiven, isWindows } from './pod-security-standard';

/** A PodSpec with what the level demands wherever it says nothing of that: at the pod, and at each of its containers. */
export function securedPodSpec(level: PodSecurityLevel, spec: Fields): Fields {
  if (level !== PodSecurityLevel.RESTRICTED) return spec;
  const asked = fields(spec.securityContext);
  const secured = (containers: unknown) =>
    Array.isArray(containers) ? containers.map((container) => securedContainer(container, spec)) : undefined;
  return {
    ...spec,
    securityContext: {
      ...asked,
      runAsNonRoot: asked.runAsNonRoot ?? true,
      ...(!isWindows(spec) && { seccompProfile: asked.seccompProfile ?? { type: 'RuntimeDefault' } }),
    },
    ...withoutUndefined({ containers: secured(spec.containers), initContainers: secured(spec.initContainers) }),
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
  return withoutUndefined({
    allowPrivilegeEscalation: asked.allowPrivilegeEscalation ?? (hasAllPrivileges(asked) ? undefined : false),
    capabilities: { ...fields(asked.capabilities), drop: droppedBy(asked) ?? ['ALL'] },
    runAsNonRoot,
    seccompProfile: asked.seccompProfile ?? (isGiven(pod.seccompProfile) ? undefined : { type: 'RuntimeDefault' }),
  });
}
