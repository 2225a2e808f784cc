import type { Field } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import { quantityIn } from '../../../model/quantity';
import { shown } from '../../../text/shown';
import { simpleText } from '../../../text/simple-text';
import {
  briefText,
  checkField,
  givenBriefText,
  numeric,
  oneOf,
  requiredValue,
  tell,
  tellMissing,
} from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { checkApiVersion, checkReference } from '../references/object-references';

const SOURCE = 'pkg/apis/autoscaling/validation/validation.go';
const KIND = 'HorizontalPodAutoscaler';

export const R9 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'An autoscaler has bounds, and names what it scales',
  why: 'The API server refuses the autoscaler.',
  source: `Kubernetes 1.29 to 1.37: ${SOURCE} (validateHorizontalPodAutoscalerSpec); the group of what is scaled since 1.34, minReplicas 0 since 1.37`,
  bad: withSpec(KIND, { minReplicas: 5 }),
  good: withSpec(KIND, { minReplicas: 2 }),
  of: {
    HorizontalPodAutoscalerSpec: ({ field }, report, { settings }) => {
      checkSpec(field, report, settings.kubernetesVersion);
      checkField(
        report,
        field.at('targetCPUUtilizationPercentage'),
        numeric((percent) => (percent < 1 ? 'write 1 or more' : undefined)),
      );
    },
    AutoscalingV2HorizontalPodAutoscalerSpec: ({ field }, report, { settings }) =>
      checkSpec(field, report, settings.kubernetesVersion),
    HorizontalPodAutoscaler: ({ field }, report) => checkForSpec(field, report),
    AutoscalingV2HorizontalPodAutoscaler: ({ field }, report) => checkForSpec(field, report),
  },
});

export const R11 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'The behavior of an autoscaler has policies, and times in bounds',
  why: 'The API server refuses the autoscaler.',
  source: `Kubernetes 1.29 to 1.37: ${SOURCE} (validateScalingRules, validateScalingPolicy)`,
  bad: withSpec(KIND, { behavior: { scaleDown: { policies: [{ type: 'Pods', value: 1, periodSeconds: 3600 }] } } }),
  good: withSpec(KIND, { behavior: { scaleDown: { policies: [{ type: 'Pods', value: 1, periodSeconds: 1800 }] } } }),
  of: {
    HPAScalingRules: ({ field }, report) => {
      checkField(
        report,
        field.at('stabilizationWindowSeconds'),
        numeric((seconds) => (seconds < 0 || seconds > 3600 ? 'write 0 to 3600 seconds' : undefined)),
      );
      checkField(report, field.at('selectPolicy'), givenBriefText(oneOf('Max', 'Min', 'Disabled')));
      const policies = field.list('policies');
      // Where it is absent there is a default.
      if (policies.value?.length === 0) tell(report, policies, 'is empty: write a policy, or drop it');
      const { raw } = field.at('tolerance');
      const tolerance = typeof raw === 'string' || typeof raw === 'number' ? quantityIn(raw) : undefined;
      if (tolerance && tolerance.nano < 0n) {
        tell(report, field.at('tolerance'), `is ${shown(raw)}: write 0 or more`);
      }
      for (const policy of policies.items()) checkPolicy(policy, report);
    },
  },
});

function checkPolicy(policy: Field, report: PartReport): void {
  checkField(report, policy.at('type'), requiredValue('write Pods or Percent', briefText(oneOf('Pods', 'Percent'))));
  for (const [name, largest] of [
    ['value', Number.POSITIVE_INFINITY],
    ['periodSeconds', 1800],
  ] as const) {
    const remedy = largest === 1800 ? 'write 1 to 1800 seconds' : 'write 1 or more';
    if (policy.at(name).isEmpty) tellMissing(report, policy.at(name), remedy);
    checkField(
      report,
      policy.at(name),
      numeric((number) => (number < 1 || number > largest ? remedy : undefined)),
    );
  }
}

function checkForSpec(object: Field, report: PartReport): void {
  if (object.at('spec').isEmpty) tellMissing(report, object.at('spec'), 'write maxReplicas and scaleTargetRef');
}

function checkSpec(spec: Field, report: PartReport, version: string | undefined): void {
  const [min, max, target] = [spec.number('minReplicas'), spec.number('maxReplicas'), spec.at('scaleTargetRef')];
  const scalesToZero = isKubernetes(version, '1.37');
  checkField(
    report,
    min,
    numeric((replicas) => {
      if (replicas < 0 || (replicas === 0 && !scalesToZero)) {
        return replicas === 0 ? 'write 1 or more (0 can be written since Kubernetes 1.37)' : 'write 1 or more';
      }
      return replicas > 0 || hasMetricOfOthers(spec)
        ? undefined
        : 'write 1 or more, or an Object or External metric, by which alone pods can start again';
    }),
  );
  if (max.isEmpty) tellMissing(report, max, 'write the largest number of pods');
  checkField(
    report,
    max,
    numeric((replicas) => {
      if (replicas < 1) return 'write 1 or more';
      return replicas < (min.value ?? 1) ? `write at least minReplicas, which is ${min.value}` : undefined;
    }),
  );
  checkReference(target, report);
  if (isKubernetes(version, '1.34')) {
    checkApiVersion(target.at('apiVersion'), report, target.at('kind').raw !== 'ReplicationController');
  }
}

function hasMetricOfOthers(spec: Field): boolean {
  return spec
    .at('metrics')
    .items()
    .some((metric) => ['Object', 'External'].includes(simpleText(metric.at('type').raw)));
}
