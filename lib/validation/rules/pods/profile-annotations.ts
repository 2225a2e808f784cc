import { APP_ARMOR_OF_CONTAINER, SECCOMP_OF_CONTAINER, SECCOMP_OF_POD } from '../../../model/annotations';
import type { Field } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { quotedText } from '../../../text/key-name';
import { simpleText } from '../../../text/simple-text';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podWithProfile } from './examples';

const LOCAL = 'localhost/';
const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

export const P21 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  yields: true,
  title: 'An annotation about a profile says what the field says',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateSeccompAnnotationsAndFields; validateAppArmorAnnotationsAndFieldsMatchOnCreate since 1.30)',
  bad: podWithProfile({ [SECCOMP_OF_POD]: 'unconfined' }),
  good: podWithProfile({ [SECCOMP_OF_POD]: 'runtime/default' }),
  of: { Pod: checkAnnotations, PodTemplateSpec: checkAnnotations },
});

function checkAnnotations(part: Part, report: PartReport, app: { settings: { kubernetesVersion?: string } }): void {
  const { annotations } = (part.raw.metadata ?? {}) as { annotations?: unknown };
  if (typeof annotations !== 'object' || annotations === null || !Object.keys(annotations).some(isOfProfile)) return;
  const pod = part.field.at('spec');
  const isKnown = isKubernetes(app.settings.kubernetesVersion, '1.30') && pod.at('os', 'name').raw !== 'windows';
  const all = CONTAINERS.flatMap((list) => pod.at(list).items());
  const containers = new Map(all.map((container) => [container.at('name').raw, container]));
  for (const [key, place] of part.field.at('metadata', 'annotations').entries()) {
    const profile = profileOf(key, pod, containers);
    if (profile === undefined || (profile.key === 'appArmorProfile' && !isKnown)) continue;
    if (typeof place.raw !== 'string' || !isOther(profile, place.raw)) continue;
    tell(report, place, `is ${quotedText(place.raw)}, and ${profile.key} says something else: drop the annotation`);
  }
}

function isOfProfile(key: string): boolean {
  return [SECCOMP_OF_POD, SECCOMP_OF_CONTAINER, APP_ARMOR_OF_CONTAINER].some((start) => key.startsWith(start));
}

/** The field that says what an annotation says. */
function profileOf(key: string, pod: Field, containers: ReadonlyMap<unknown, Field>): Field | undefined {
  if (key === SECCOMP_OF_POD) return pod.at('securityContext', 'seccompProfile');
  if (key.startsWith(SECCOMP_OF_CONTAINER))
    return containers.get(key.slice(SECCOMP_OF_CONTAINER.length))?.at('securityContext', 'seccompProfile');
  if (!key.startsWith(APP_ARMOR_OF_CONTAINER)) return undefined;
  const own = containers.get(key.slice(APP_ARMOR_OF_CONTAINER.length))?.at('securityContext', 'appArmorProfile');
  return own === undefined || own.isGiven ? own : pod.at('securityContext', 'appArmorProfile');
}

/** Whether it says something else than an annotation; N9 tells of one that says nothing. */
function isOther(profile: Field, value: string): boolean {
  const isSeccomp = profile.key === 'seccompProfile';
  const usual = isSeccomp ? ['runtime/default', 'docker/default'] : ['runtime/default'];
  const isProfile = [...usual, 'unconfined', ...(isSeccomp ? [] : [''])].includes(value) || value.startsWith(LOCAL);
  switch (isProfile && profile.at('type').raw) {
    case 'Unconfined':
      return value !== 'unconfined';
    case 'RuntimeDefault':
      return !usual.includes(value);
    case 'Localhost':
      return value !== `${LOCAL}${simpleText(profile.at('localhostProfile').raw)}`;
    default:
      return false;
  }
}
