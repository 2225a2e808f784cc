import { jsonIn } from '../../../json/json';
import { APP_ARMOR_OF_CONTAINER, SECCOMP_OF_CONTAINER, SECCOMP_OF_POD } from '../../../model/annotations';
import type { Field } from '../../../model/field';
import type { Part } from '../../../schemas/parts';
import { quotedText } from '../../../text/key-name';
import { shown } from '../../../text/shown';
import { type ExampleObjects, ruleOnParts, Severity } from '../../rule';

const COST = 'controller.kubernetes.io/pod-deletion-cost';
const MIRROR = 'kubernetes.io/config.mirror';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';

function podWith(cost: string): ExampleObjects {
  const template = { metadata: { annotations: { [COST]: cost } } };
  return { objects: [{ kind: 'InfisicalSecret' }, { kind: 'Deployment', spec: { template } }] };
}

export const N9 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'The annotations of a pod that Kubernetes itself reads can be read',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidatePodSpecificAnnotations, ValidateSeccompPodAnnotations, ValidateAppArmorPodAnnotations)',
  bad: podWith('high'),
  good: podWith('100'),
  of: {
    ObjectMeta: (part, report) => {
      const { holder, raw } = part;
      // Most pods have none of them.
      if (holder === undefined || !Object.keys(raw.annotations ?? {}).some(isRead) || !isOfPod(holder)) return;
      for (const [key, place] of part.field.at('annotations').entries()) {
        const value = place.raw ?? '';
        const problem = typeof value === 'string' ? problemOf(key, value, holder.field.at('spec')) : undefined;
        if (problem) report(place, `the annotation ${quotedText(key)} is ${shown(value)}: ${problem}`);
      }
    },
  },
});

function isOfPod({ type, holder }: Part): boolean {
  return type === 'PodTemplateSpec' || (type === 'Pod' && holder === undefined);
}

function isRead(key: string): boolean {
  return (
    [COST, MIRROR, TOLERATIONS, SECCOMP_OF_POD].includes(key) ||
    [SECCOMP_OF_CONTAINER, APP_ARMOR_OF_CONTAINER].some((one) => key.startsWith(one))
  );
}

function problemOf(key: string, value: string, pod: Field): string | undefined {
  if (key === COST) return isCost(value) ? undefined : 'write a whole number of 32 bits';
  if (key === MIRROR) return pod.at('nodeName').isEmpty ? 'drop it, the kubelet writes it' : undefined;
  if (key === TOLERATIONS) return isTolerations(value) ? undefined : 'write spec.tolerations instead';
  if (key === SECCOMP_OF_POD || key.startsWith(SECCOMP_OF_CONTAINER)) {
    return isSeccompProfile(value) ? undefined : 'write securityContext.seccompProfile instead';
  }
  return key.startsWith(APP_ARMOR_OF_CONTAINER)
    ? appArmorProblem(key.slice(APP_ARMOR_OF_CONTAINER.length), value, pod)
    : undefined;
}

function isCost(value: string): boolean {
  return /^(0|[1-9]\d*|-\d+)$/.test(value) && (Number(value) | 0) === Number(value);
}

function isTolerations(value: string): boolean {
  const content = value === '' ? null : jsonIn(value);
  return content === null || Array.isArray(content);
}

function isSeccompProfile(value: string): boolean {
  const [, path] = /^localhost\/(.*)$/s.exec(value) ?? [];
  if (path === undefined) return ['runtime/default', 'docker/default', 'unconfined'].includes(value);
  return !path.startsWith('/') && !path.split('/').includes('..');
}

function appArmorProblem(container: string, profile: string, pod: Field): string | undefined {
  const all = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) => pod.at(list).items());
  if (!all.some((one) => one.at('name').raw === container)) return `the pod has no container ${quotedText(container)}`;
  const isProfile = ['', 'runtime/default', 'unconfined'].includes(profile) || profile.startsWith('localhost/');
  return isProfile ? undefined : 'write runtime/default, unconfined, or localhost/ and the name of a profile';
}
