import { type Field, pathText } from '../../../model/field';
import { subdomainProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { shown } from '../../../text/shown';
import { tell } from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { checkAccessModes, checkStorage } from './capacity';

export const W13 = ruleOnParts({
  severity: Severity.ERROR,
  assumes: 'kubernetesVersion',
  title: 'A claim says how much storage it wants, and how it is used',
  why: 'The API server refuses the claim, or what makes it of a template.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidatePersistentVolumeClaimSpec); of the templates of a StatefulSet the API server says so since 1.34, and before only of the claim that is made of it; volumeAttributesClassName since 1.34',
  bad: withSpec('PersistentVolumeClaim', { accessModes: [] }),
  good: withSpec('PersistentVolumeClaim', { accessModes: ['ReadWriteOnce'] }),
  of: {
    PersistentVolumeClaim: (part, report) => checkGiven(part.field.at('spec'), report),
    PersistentVolumeClaimTemplate: (part, report) => checkGiven(part.field.at('spec'), report),
    PersistentVolumeClaimSpec: (part, report, { settings }) => {
      const { field } = part;
      checkAccessModes(field.at('accessModes'), report);
      checkStorage(field.at('resources', 'requests', 'storage'), report);
      const isOld = !isKubernetes(settings.kubernetesVersion, '1.34');
      for (const name of ['storageClassName', ...(isOld ? [] : ['volumeAttributesClassName'])]) {
        const className = field.text(name);
        const problem = className.value ? subdomainProblem(className.value) : undefined;
        if (problem)
          tell(report, className, `is ${shown(className.value)}, which is no name of a class: it ${problem}`);
      }
      const mode = field.at('volumeMode');
      if (mode.raw === '') tell(report, mode, 'is "": write Filesystem or Block, or drop it');
      checkSources(field, part.holder?.holder === undefined, report);
    },
  },
});

function checkGiven(spec: Field, report: PartReport): void {
  if (!spec.isGiven && !spec.isUnresolved) {
    tell(report, spec, 'is missing: write it, with accessModes and resources.requests.storage');
  }
}

/** Of a claim itself, the API server first drops sources that it does not know. */
function checkSources(spec: Field, isClaim: boolean, report: PartReport): void {
  const [source, reference] = [spec.at('dataSource'), spec.at('dataSourceRef')];
  const isElsewhere = reference.isObject && Boolean(reference.at('namespace').raw);
  const isDropped = isClaim && isElsewhere;
  const isSound = !reference.isObject || isDropped || isSoundSource(reference, report);
  if (!source.isObject || (isClaim && (isDropped || !reference.isGiven) && !isKnownSource(source))) return;
  if (!isSoundSource(source, report) || !isSound || !reference.isObject || isDropped) return;
  const other = pathText(reference.path);
  if (isElsewhere) {
    tell(report, source, `cannot stand beside ${other} of another namespace: drop it`);
  } else if (
    ['apiGroup', 'kind', 'name'].some((name) => (source.at(name).raw ?? '') !== (reference.at(name).raw ?? ''))
  ) {
    tell(report, source, `and ${other} are not the same: drop one of them`);
  }
}

function isKnownSource(source: Field): boolean {
  const [group, kind] = [source.at('apiGroup').raw || '', source.at('kind').raw];
  return group === ''
    ? kind === 'PersistentVolumeClaim'
    : group === 'snapshot.storage.k8s.io' && kind === 'VolumeSnapshot';
}

/** Tells what is wrong with it; of values of another type F2 tells. */
function isSoundSource(source: Field, report: PartReport): boolean {
  for (const name of ['name', 'kind']) {
    const place = source.at(name);
    if (!place.isEmpty) continue;
    tell(report, place, `is missing: write the ${name} of what the claim copies`);
    return false;
  }
  const [group, kind] = [source.text('apiGroup'), source.text('kind')];
  const problem = group.value ? subdomainProblem(group.value) : undefined;
  const isLacking = group.isEmpty && kind.value !== undefined && kind.value !== 'PersistentVolumeClaim';
  if (problem) tell(report, group, `is ${shown(group.value)}, which is no API group: it ${problem}`);
  if (isLacking) {
    tell(report, kind, `is ${shown(kind.value)}: write its apiGroup, too, or PersistentVolumeClaim`);
  }
  const isTyped = ['apiGroup', 'kind', 'name'].every((name) => typeof (source.at(name).raw ?? '') === 'string');
  return isTyped && problem === undefined && !isLacking;
}
