import type { Field } from '../../../model/field';
import { labelProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { isLeftAlone } from '../../../schemas/left-alone';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { reportAt, reportMissing, reportName, reportText } from '../reports-of-fields';
import { checkAccessModes, checkStorage } from './storage-of-volumes';

const SNAPSHOTS = 'snapshot.storage.k8s.io';

export const R15 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'A claim of a volume says how much of which storage it wants',
  why: 'The API server refuses the claim.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidatePersistentVolumeClaimSpec); volumeAttributesClassName, and the claims of a StatefulSet, since 1.34',
  bad: withSpec('PersistentVolumeClaim', { accessModes: ['ReadWriteOncePod', 'ReadWriteMany'] }),
  good: withSpec('PersistentVolumeClaim', { accessModes: ['ReadWriteOncePod'] }),
  of: {
    PersistentVolumeClaim: (part, report, { settings: { kubernetesVersion } }) => {
      if (isLeftAlone(part, kubernetesVersion)) return;
      const form = part.holder === undefined ? 'object' : 'template';
      checkClaim(part.field.at('spec'), form, report, kubernetesVersion);
    },
    PersistentVolumeClaimTemplate: ({ field }, report, { settings }) =>
      checkClaim(field.at('spec'), 'template', report, settings.kubernetesVersion),
  },
});

function checkClaim(spec: Field, form: 'object' | 'template', report: PartReport, version: string | undefined): void {
  if (spec.isUnresolved) return;
  checkAccessModes(spec.at('accessModes'), report);
  checkStorage(spec.at('resources', 'requests', 'storage'), report);
  reportText(spec.at('storageClassName'), report, subdomainProblem);
  if (isKubernetes(version, '1.34')) reportText(spec.at('volumeAttributesClassName'), report, subdomainProblem);
  checkSources(spec, form, report);
}

function checkSources(spec: Field, form: 'object' | 'template', report: PartReport): void {
  const [source, reference] = [spec.at('dataSource'), spec.at('dataSourceRef')];
  // Without a feature that no release has on, one of another namespace is dropped.
  const isDropped = form === 'object' && !reference.at('namespace').isEmpty;
  const isReferred = reference.isObject && !isDropped;
  if (isReferred) checkSource(reference, report);
  if (isReferred) reportText(reference.at('namespace'), report, labelProblem);
  if (!source.isObject) return;
  if (!isReferred) {
    // Of an object alone it is dropped unless it is of a kind that was always known.
    if (form === 'template' || isOfKnownKind(source)) checkSource(source, report);
  } else if (!reference.at('namespace').isEmpty) {
    reportAt(source, report, 'stands beside a dataSourceRef of another namespace: drop it');
  } else if (['apiGroup', 'kind', 'name'].some((name) => isDifferent(source.at(name), reference.at(name)))) {
    reportAt(source, report, 'is not what dataSourceRef is: write one of them');
  }
}

/** The group may be nothing, which is not the empty text. */
function isDifferent(one: Field, other: Field): boolean {
  if (one.isUnresolved || other.isUnresolved) return false;
  return one.key === 'apiGroup' ? (one.raw ?? null) !== (other.raw ?? null) : (one.raw ?? '') !== (other.raw ?? '');
}

function isOfKnownKind(source: Field): boolean {
  const [group, kind] = [source.at('apiGroup').raw ?? '', source.at('kind').raw];
  return (group === '' && kind === 'PersistentVolumeClaim') || (group === SNAPSHOTS && kind === 'VolumeSnapshot');
}

function checkSource(source: Field, report: PartReport): void {
  for (const name of ['kind', 'name']) reportName(source.at(name), report, `write the ${name} of what is copied`);
  const group = source.at('apiGroup');
  reportText(group, report, subdomainProblem);
  const kind = source.at('kind');
  if (group.isEmpty && !kind.isEmpty && typeof kind.raw === 'string' && kind.raw !== 'PersistentVolumeClaim') {
    reportMissing(group, report, `write the group of the kind "${kind.raw}"`);
  }
}
