import { labelProblem, qualifiedNameProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { checkOf, checksOf, checkTexts, requiredValue, tell, text } from '../../constraints';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podWith } from './examples';
import { checkKeys, checkMerged } from './label-keys';
import { weightProblem } from './scheduling';

export const P33 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'An affinity to pods says where these count as near',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validatePodAffinityTerm, validateWeightedPodAffinityTerms; matchLabelKeys and mismatchLabelKeys since 1.31)',
  bad: podWith(apart({ topologyKey: '' })),
  good: podWith(apart({ topologyKey: 'kubernetes.io/hostname' })),
  of: {
    WeightedPodAffinityTerm: checksOf(checkOf({ weight: weightProblem }), ({ field }, report) => {
      const term = field.at('podAffinityTerm');
      if (!term.isGiven) tell(report, term, 'is missing: write which pods, and a topologyKey');
    }),
    PodAffinityTerm: checksOf(
      checkOf({ topologyKey: requiredValue('write the key of a label of nodes', text(qualifiedNameProblem)) }),
      (part, report, { settings: { kubernetesVersion } }) => {
        checkTexts(report, part.field.at('namespaces'), labelProblem);
        if (isKubernetes(kubernetesVersion, '1.31')) checkLabelKeys(part, report);
      },
    ),
  },
});

function apart(term: object) {
  const labelSelector = { matchLabels: { 'app.kubernetes.io/name': 'api' } };
  return {
    affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, ...term }] } },
  };
}

/** The keys whose values are those of the pod itself. */
function checkLabelKeys(part: Part, report: PartReport): void {
  const { field } = part;
  const [own, others] = [field.at('matchLabelKeys'), field.at('mismatchLabelKeys')];
  for (const keys of [own, others]) checkKeys(keys, field, report);
  const named = new Set(others.texts());
  for (const key of own.items()) {
    if (named.has(key.raw as string)) tell(report, key, `is ${shown(key.raw)}, as one of mismatchLabelKeys: keep one`);
  }
  checkMerged(own, part, report);
}
