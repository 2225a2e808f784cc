import { repeated } from '../../../collections/repeated';
import { type Field, NOWHERE } from '../../../model/field';
import { labelProblem, qualifiedNameProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { checkOf, checksOf, checkTexts, from, required, tell, text, textOf, wholeNumber } from './constraints';
import { podWith } from './examples';
import { weightProblem } from './scheduling';

const MOST = 2 ** 31 - 1;

export const P33 = ruleOnParts({
  severity: Severity.ERROR,
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
      checkOf({ topologyKey: required('the key of a label of nodes', text(qualifiedNameProblem)) }),
      (part, report, { settings: { kubernetesVersion } }) => {
        checkTexts(part.field.at('namespaces'), labelProblem, report);
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

function checkKeys(keys: Field, field: Field, report: PartReport): void {
  if (keys.items().length === 0) return;
  if (!field.at('labelSelector').isGiven) tell(report, keys, 'is set without a labelSelector: write one, or drop it');
  else checkTexts(keys, qualifiedNameProblem, report);
}

/** The server puts the labels of a pod that the keys name into the selector; then, no key may stand there twice. */
function checkMerged(keys: Field, part: Part, report: PartReport): void {
  const selector = part.field.at('labelSelector');
  const labels = labelsOfPod(part);
  const expressions = selector
    .at('matchExpressions')
    .items()
    .map((one) => textOf(one.at('key')));
  const others = [
    ...selector
      .at('matchLabels')
      .entries()
      .map(([key]) => key),
    ...expressions,
  ];
  for (const key of keys.items()) {
    const times = others.filter((other) => other === key.raw).length + (labels.at(String(key.raw)).isGiven ? 1 : 0);
    if (times > 1 && (labels.at(String(key.raw)).isGiven || expressions.includes(key.raw as string))) {
      tell(report, key, `is ${shown(key.raw)}, which the labelSelector has, too: keep one of them`);
    }
  }
}

function labelsOfPod(part: Part): Field {
  let pod: Part | undefined = part;
  while (pod !== undefined && pod.type !== 'PodSpec') pod = pod.holder;
  return pod?.holder?.field.at('metadata', 'labels') ?? NOWHERE;
}

export const P34 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'A spread of pods has a skew, a topology, and what to do where it cannot be had',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateTopologySpreadConstraints; keys that the selector has, too, up to 1.33)',
  bad: podWith(spread({ maxSkew: 0 })),
  good: podWith(spread({ maxSkew: 1 })),
  of: {
    PodSpec: ({ field }, report) => {
      const constraints = field.at('topologySpreadConstraints').items();
      const pairOf = (one: Field) => `${String(one.at('topologyKey').raw)} ${String(one.at('whenUnsatisfiable').raw)}`;
      for (const twice of repeated(constraints, pairOf)) {
        tell(report, twice.at('topologyKey'), 'stands in another constraint with the same whenUnsatisfiable: keep one');
      }
    },
    TopologySpreadConstraint: checksOf(
      checkOf({
        maxSkew: (raw) => from(1, MOST)(raw ?? 0),
        topologyKey: required('the key of a label of nodes'),
        whenUnsatisfiable: required('"DoNotSchedule" or "ScheduleAnyway"'),
        minDomains: from(1, MOST),
      }),
      checkSpread,
    ),
  },
});

function spread(constraint: object) {
  const whole = { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', ...constraint };
  return { topologySpreadConstraints: [whole] };
}

function checkSpread(part: Part, report: PartReport, app: { settings: { kubernetesVersion?: string } }): void {
  const { field } = part;
  const [least, action, keys] = ['minDomains', 'whenUnsatisfiable', 'matchLabelKeys'].map((name) => field.at(name));
  if (wholeNumber(least.raw) !== undefined && action.raw === 'ScheduleAnyway') {
    tell(report, least, 'is set beside "ScheduleAnyway": drop it, or write "DoNotSchedule"');
  }
  checkKeys(keys, field, report);
  if (isKubernetes(app.settings.kubernetesVersion, '1.34')) {
    checkMerged(keys, part, report);
    return;
  }
  const selector = field.at('labelSelector');
  const named = [
    ...selector
      .at('matchLabels')
      .entries()
      .map(([key]) => key),
    ...selector
      .at('matchExpressions')
      .items()
      .map((one) => textOf(one.at('key'))),
  ];
  for (const key of keys.items()) {
    if (named.includes(textOf(key)))
      tell(report, key, `is ${shown(key.raw)}, which the labelSelector has, too: keep one of them`);
  }
}
