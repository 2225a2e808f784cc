import { quantityProblem } from '../../../model/quantity';
import type { FieldType } from '../../../schemas/field-types';
import { fieldsOf, typesWith } from '../../../schemas/part-types';
import { remembered } from '../../../text/remembered';
import { tell } from '../../constraints';
import { ruleOn, ruleOnParts, Severity } from '../../rule';
import { checkAmounts, checkLimits, isAmount } from './amounts';
import { withContainer } from './examples';
import { checkPodResources } from './pod-resources';

const isQuantity = (type: FieldType) => type.shape === 'scalar' && type.scalar === 'Quantity';
const amountIn = (type: FieldType) => (type.shape === 'map' ? type.of : type);
const amountsOf = remembered((type) => [...fieldsOf(type)].filter(([, { type: own }]) => isQuantity(amountIn(own))));

export const P12 = ruleOn('part', {
  looksAt: typesWith(({ type }) => isQuantity(amountIn(type))),
  severity: Severity.ERROR,
  title: 'An amount of cpu, memory or storage is one that Kubernetes reads',
  why: 'The API server cannot decode the object and refuses it.',
  source: 'Kubernetes 1.29 to 1.37: staging/src/k8s.io/apimachinery/pkg/api/resource/quantity.go (ParseQuantity)',
  bad: withContainer({ resources: { limits: { memory: '512MB' } } }),
  good: withContainer({ resources: { limits: { memory: '512Mi' } } }),
  check: (part, report) => {
    for (const [name, { type: own }] of amountsOf(part.type)) {
      if (part.raw[name] === undefined) continue;
      const { field } = part;
      const amounts =
        own.shape === 'map'
          ? field
              .at(name)
              .entries()
              .map(([, amount]) => amount)
          : [field.at(name)];
      for (const amount of amounts) {
        const problem = isAmount(amount.raw) ? quantityProblem(amount.raw) : undefined;
        tell(report, amount, problem);
      }
    }
  },
});

export const P13 = ruleOnParts({
  severity: Severity.ERROR,
  title: 'A container, and a pod, asks for resources that exist, and for no more than its limit',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateContainerResourceRequirements, validatePodResources since 1.34)',
  bad: withContainer({ resources: { requests: { memory: '1Gi' }, limits: { memory: '512Mi' } } }),
  good: withContainer({ resources: { requests: { memory: '512Mi' }, limits: { memory: '1Gi' } } }),
  of: {
    ResourceRequirements: ({ field, holder }, report) => {
      if (holder?.type !== 'Container') return;
      for (const list of ['limits', 'requests']) checkAmounts(field.at(list), report);
      checkLimits(field, report);
    },
    PodSpec: (part, report, { settings }) => {
      if (part.raw.overhead === undefined && part.raw.resources === undefined) return;
      checkAmounts(part.field.at('overhead'), report);
      checkPodResources(part, report, settings.kubernetesVersion);
    },
  },
});
