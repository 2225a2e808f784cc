import { repetitionsIn } from '../../../collections/repetitions';
import type { Field } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import type { Part } from '../../../schemas/parts';
import { shown } from '../../../text/shown';
import { simpleText } from '../../../text/simple-text';
import { checkOf, checksOf, from, requiredValue, tell } from '../../constraints';
import { hasItems, textOf, wholeNumber } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { podWith } from './examples';
import { checkKeys, checkMerged } from './label-keys';

const MOST = 2 ** 31 - 1;

export const P34 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'A spread of pods has a skew, a topology, and what to do where it cannot be had',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateTopologySpreadConstraints; keys that the selector has, too, up to 1.33)',
  bad: podWith(spread({ maxSkew: 0 })),
  good: podWith(spread({ maxSkew: 1 })),
  of: {
    PodSpec: (part, report) => {
      if (!hasItems(part.raw.topologySpreadConstraints)) return;
      const constraints = part.field.at('topologySpreadConstraints').items();
      const pairOf = (one: Field) =>
        `${simpleText(one.at('topologyKey').raw)} ${simpleText(one.at('whenUnsatisfiable').raw)}`;
      for (const [, twice] of repetitionsIn(constraints, pairOf)) {
        tell(report, twice.at('topologyKey'), 'stands in another constraint with the same whenUnsatisfiable: keep one');
      }
    },
    TopologySpreadConstraint: checksOf(
      checkOf({
        maxSkew: requiredValue('write by how many pods places may differ, such as 1', from(1, MOST)),
        topologyKey: requiredValue('write the key of a label of nodes'),
        whenUnsatisfiable: requiredValue('write "DoNotSchedule" or "ScheduleAnyway"'),
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
  const named = new Set([
    ...selector
      .at('matchLabels')
      .entries()
      .map(([key]) => key),
    ...selector
      .at('matchExpressions')
      .items()
      .map((one) => textOf(one.at('key'))),
  ]);
  for (const key of keys.items()) {
    if (named.has(textOf(key)))
      tell(report, key, `is ${shown(key.raw)}, which the labelSelector has, too: keep one of them`);
  }
}
