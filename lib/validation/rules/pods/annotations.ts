import type { Field } from '../../../model/field';
import { descendingPathProblem } from '../../../model/file-path';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { quotedNames } from '../../../text/shown';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { shownText, tell } from './constraints';
import { podOfDeployment } from './examples';

const SECCOMP = ['seccomp.security.alpha.kubernetes.io/pod', 'container.seccomp.security.alpha.kubernetes.io/'];
const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const LOCAL = 'localhost/';
const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

export const P21 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'An annotation that sets something in a pod sets what can be',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidatePodSpecificAnnotations, validateSeccompAnnotationsAndFields; validateAppArmorAnnotationsAndFieldsMatchOnCreate since 1.30)',
  bad: podOfDeployment({ [`${APP_ARMOR}web`]: 'runtime/default' }),
  good: podOfDeployment({ [`${APP_ARMOR}api`]: 'runtime/default' }),
  of: { Pod: checkAnnotations, PodTemplateSpec: checkAnnotations },
});

function checkAnnotations(part: Part, report: PartReport, app: { settings: { kubernetesVersion?: string } }): void {
  const { annotations } = (part.raw.metadata ?? {}) as { annotations?: unknown };
  if (typeof annotations !== 'object' || annotations === null || !Object.keys(annotations).some(isOfPod)) return;
  const { kubernetesVersion } = app.settings;
  const spec = part.field.at('spec');
  const all = CONTAINERS.flatMap((list) => spec.at(list).items());
  const containers = new Map(all.map((container) => [container.at('name').raw, container]));
  for (const [key, place] of part.field.at('metadata', 'annotations').entries()) {
    if (typeof place.raw !== 'string') continue;
    const problem = annotationProblem(key, place.raw, { spec, containers, kubernetesVersion });
    if (problem !== undefined) tell(report, place, problem);
  }
}

function isOfPod(key: string): boolean {
  return key === DELETION_COST || [...SECCOMP, APP_ARMOR].some((start) => key.startsWith(start));
}

interface AnnotatedPod {
  readonly spec: Field;
  readonly containers: ReadonlyMap<unknown, Field>;
  readonly kubernetesVersion: string | undefined;
}

function annotationProblem(key: string, value: string, pod: AnnotatedPod): string | undefined {
  const { spec, containers, kubernetesVersion } = pod;
  if (key === DELETION_COST) return costProblem(value);
  const [ofPod, ofContainer] = SECCOMP;
  if (key === ofPod) return seccompProblem(value, spec);
  if (key.startsWith(ofContainer)) return seccompProblem(value, containers.get(key.slice(ofContainer.length)));
  if (!key.startsWith(APP_ARMOR)) return undefined;
  const name = key.slice(APP_ARMOR.length);
  const container = containers.get(name);
  if (container === undefined) {
    return `is for the container ${shownText(name)}, which the pod does not have: write one of ${quotedNames(namesOf(containers))}`;
  }
  if (!['', 'runtime/default', 'unconfined'].includes(value) && !value.startsWith(LOCAL)) {
    return `is ${shownText(value)}: write "runtime/default", "unconfined" or "localhost/<profile>"`;
  }
  if (!isKubernetes(kubernetesVersion, '1.30') || spec.at('os', 'name').raw === 'windows') return undefined;
  const own = container.at('securityContext', 'appArmorProfile');
  const profile = own.isGiven ? own : spec.at('securityContext', 'appArmorProfile');
  return isOther(profile, value, 'runtime/default') ? 'is not what appArmorProfile says: drop it' : undefined;
}

function costProblem(value: string): string | undefined {
  const isNumber = /^(?:0|-\d+|[1-9]\d*)$/.test(value) && Number(value) === (Number(value) | 0);
  return isNumber ? undefined : `is ${shownText(value)}: write a whole number of 32 bits`;
}

function seccompProblem(value: string, holder: Field | undefined): string | undefined {
  const path = value.startsWith(LOCAL) ? descendingPathProblem(value.slice(LOCAL.length)) : undefined;
  if (path !== undefined) return `is ${shownText(value)}, with a path that ${path}`;
  if (!['runtime/default', 'docker/default', 'unconfined'].includes(value) && !value.startsWith(LOCAL)) {
    return `is ${shownText(value)}: write "runtime/default", "unconfined" or "localhost/<file>"`;
  }
  const profile = holder?.at('securityContext', 'seccompProfile');
  const usual = value === 'docker/default' ? value : 'runtime/default';
  return profile !== undefined && isOther(profile, value, usual)
    ? 'is not what seccompProfile says: drop it'
    : undefined;
}

/** Whether a field says something else than an annotation. */
function isOther(profile: Field, value: string, usual: string): boolean {
  switch (profile.at('type').raw) {
    case 'Unconfined':
      return value !== 'unconfined';
    case 'RuntimeDefault':
      return value !== usual;
    case 'Localhost':
      return value !== `${LOCAL}${String(profile.at('localhostProfile').raw)}`;
    default:
      return false;
  }
}

function namesOf(containers: ReadonlyMap<unknown, Field>): string[] {
  return [...containers.keys()].filter((name) => typeof name === 'string');
}
