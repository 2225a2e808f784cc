import type { Field } from '../../../model/field';
import { labelProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';

export const W11 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'A StatefulSet names a Service that there can be, and says what becomes of its claims',
  why: 'The API server refuses the StatefulSet, or before Kubernetes 1.34 each of its pods, of which the claim becomes a volume.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/apps/validation/validation.go (ValidatePersistentVolumeClaimRetentionPolicy; serviceName since 1.33, names of claims since 1.34)',
  bad: withSpec('StatefulSet', { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Keep' } }),
  good: withSpec('StatefulSet', { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain' } }),
  of: {
    StatefulSetSpec: ({ field }, report, { settings }) => {
      const version = settings.kubernetesVersion;
      for (const claim of field.at('volumeClaimTemplates').items()) checkClaimName(claim.at('metadata'), report);
      const name = field.text('serviceName');
      if (!name.value || !isKubernetes(version, '1.33')) return;
      const problem = labelProblem(name.value);
      if (problem) tell(report, name, `is ${shown(name.value)}, which is no name of a Service: it ${problem}`);
    },
    StatefulSetPersistentVolumeClaimRetentionPolicy: ({ field }, report) => {
      for (const name of ['whenDeleted', 'whenScaled']) {
        const { raw } = field.at(name);
        // Of another type F2 tells; nothing is Retain.
        if (typeof raw !== 'string' || ['', 'Retain', 'Delete'].includes(raw)) continue;
        const place = field.at(name);
        tell(report, place, `is ${shown(raw)}: write Retain or Delete`);
      }
    },
  },
});

/** It becomes the name of a volume. */
function checkClaimName(metadata: Field, report: PartReport): void {
  const name = metadata.at('name');
  if (name.isUnresolved || (metadata.isGiven && !metadata.isObject) || typeof (name.raw ?? '') !== 'string') return;
  const problem = name.isEmpty ? 'has no name' : labelProblem(name.raw as string);
  if (problem === undefined) return;
  const what = name.isEmpty ? 'is missing: write the name of the volume' : `is ${shown(name.raw)}, which ${problem}`;
  tell(report, name, what);
}
