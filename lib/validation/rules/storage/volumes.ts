import type { Field } from '../../../model/field';
import { subdomainProblem } from '../../../model/kubernetes-names';
import { isKubernetes } from '../../../model/kubernetes-version';
import { quotedNames } from '../../../text/shown';
import { briefText, checkField, givenBriefText, tell, tellMissing } from '../../constraints';
import { type PartReport, ruleOnParts, Severity, withSpec } from '../../rule';
import { checkAccessModes, checkStorage } from './capacity';
import { DISKS, FILES, PERSISTENT_DISKS, sourcesOf } from './volume-sources';

export const R16 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  assumes: 'kubernetesVersion',
  title: 'A volume has a size, and one source with what that needs',
  why: 'The API server refuses the volume.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidatePersistentVolumeSpec); volumeAttributesClassName since 1.34',
  bad: withSpec('PersistentVolume', { nfs: { server: 'files.example.com', path: 'shop' } }),
  good: withSpec('PersistentVolume', { nfs: { server: 'files.example.com', path: '/shop' } }),
  of: {
    PersistentVolume: (part, report, { settings }) => {
      const spec = part.field.at('spec');
      if (spec.isUnresolved) return;
      checkAccessModes(spec.at('accessModes'), report);
      checkCapacity(spec.at('capacity'), report);
      checkOneSource(spec, report);
      checkPlacement(spec, report);
      checkField(report, spec.at('storageClassName'), briefText(subdomainProblem));
      if (isKubernetes(settings.kubernetesVersion, '1.34')) checkAttributesClass(spec, report);
    },
    ...sourcesOf('PersistentVolumes', { ...FILES, ...DISKS }),
    ...PERSISTENT_DISKS,
  },
});

function checkCapacity(capacity: Field, report: PartReport): void {
  if (capacity.isUnresolved) return;
  checkStorage(capacity.at('storage'), report);
  for (const [name, amount] of capacity.entries()) {
    if (name !== 'storage') tell(report, amount, 'is no capacity of a volume, which has storage alone: drop it');
  }
}

/** In the order in which the API server looks for them. */
const SOURCES = [
  ...['hostPath', 'gcePersistentDisk', 'awsElasticBlockStore', 'glusterfs', 'flocker', 'nfs', 'rbd', 'quobyte'],
  ...['cephfs', 'iscsi', 'cinder', 'fc', 'flexVolume', 'azureFile', 'vsphereVolume', 'photonPersistentDisk'],
  ...['portworxVolume', 'azureDisk', 'scaleIO', 'local', 'storageos', 'csi'],
];

/** The source `flexVolume` is only looked for by those that the API server checks after it. */
const BEFORE_FLEX = SOURCES.indexOf('flexVolume');

function checkOneSource(spec: Field, report: PartReport): void {
  const given = SOURCES.filter((name) => spec.at(name).isGiven || spec.at(name).isUnresolved);
  if (given.length === 0) tell(report, spec, `has no source: write one, such as csi or nfs`);
  const [first, ...more] = given.filter((name) => name !== 'flexVolume' || isBeforeOthers(given));
  if (more.length > 0) tell(report, spec.at(more[0]), `stands beside ${quotedNames([first])}: write one source`);
}

function isBeforeOthers(given: readonly string[]): boolean {
  return given.some((name) => SOURCES.indexOf(name) > BEFORE_FLEX);
}

function checkPlacement(spec: Field, report: PartReport): void {
  const affinity = spec.at('nodeAffinity');
  if (spec.at('local').isObject && affinity.isEmpty) {
    tellMissing(report, affinity, 'write on which node the local volume is');
  }
  if (affinity.isObject && affinity.at('required').isEmpty) {
    tellMissing(report, affinity.at('required'), 'write what a node must have');
  }
  const path = spec.at('hostPath', 'path').raw;
  const isWhole = typeof path === 'string' && path.split('/').every((name) => name === '' || name === '.');
  if (isWhole && path.startsWith('/') && spec.at('persistentVolumeReclaimPolicy').raw === 'Recycle') {
    tell(report, spec.at('persistentVolumeReclaimPolicy'), 'would delete all files of a node: write Retain');
  }
}

function checkAttributesClass(spec: Field, report: PartReport): void {
  const name = spec.at('volumeAttributesClassName');
  checkField(
    report,
    name,
    givenBriefText((text) => (text === '' ? 'is no name: drop it' : subdomainProblem(text))),
  );
  if (name.isGiven && spec.at('csi').isEmpty)
    tellMissing(report, spec.at('csi'), 'volumeAttributesClassName is for it');
}
