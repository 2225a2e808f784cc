import { subdomainProblem } from '../../../model/kubernetes-names';
import { quantityIn } from '../../../model/quantity';
import { shown } from '../../../text/shown';
import { checkOf, checksOf, requiredValue, tell, text } from '../../constraints';
import { isMissing } from '../../go-values';
import { ruleOnParts, Severity } from '../../rule';
import { DISKS, FILES, sourcesOf } from '../storage/volume-sources';
import { podMounting } from './examples';

const driver = (name: string) =>
  name.length > 63 ? 'must have at most 63 characters' : subdomainProblem(name.toLowerCase());

export const P25 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'The source of a volume says what it needs',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateVolumeSource, and what it calls for each source)',
  bad: podMounting({ persistentVolumeClaim: { claimName: '' } }),
  good: podMounting({ persistentVolumeClaim: { claimName: 'uploads' } }),
  of: sourcesOf('pods', {
    ...FILES,
    SecretVolumeSource: checkOf({ secretName: requiredValue('write the name of a Secret') }),
    ConfigMapVolumeSource: checkOf({ name: requiredValue('write the name of a ConfigMap') }),
    SecretProjection: checkOf({ name: requiredValue('write the name of a Secret') }),
    ConfigMapProjection: checkOf({ name: requiredValue('write the name of a ConfigMap') }),
    PersistentVolumeClaimVolumeSource: checkOf({ claimName: requiredValue('write the name of a claim') }),
    EmptyDirVolumeSource: ({ field }, report) => {
      const limit = field.at('sizeLimit');
      const amount = typeof limit.raw === 'string' || typeof limit.raw === 'number' ? quantityIn(limit.raw) : undefined;
      if (amount !== undefined && amount.nano < 0n)
        tell(report, limit, `is ${shown(limit.raw)}: write an amount of 0 or more`);
    },
    EphemeralVolumeSource: ({ field }, report) => {
      const claim = field.at('volumeClaimTemplate');
      if (!claim.isGiven) tell(report, claim, 'is missing: write what to claim');
    },
    PersistentVolumeClaimTemplate: ({ field }, report) => {
      for (const [name, place] of field.at('metadata').entries()) {
        if (['labels', 'annotations'].includes(name) || isNothing(place.raw)) continue;
        tell(report, place, 'cannot be set: of the metadata of a claim, write only labels and annotations');
      }
    },
    CSIVolumeSource: checksOf(
      checkOf({ driver: requiredValue('write the name of a driver', text(driver)) }),
      ({ field }, report) => {
        const reference = field.at('nodePublishSecretRef');
        const problem = requiredValue('write the name of a Secret', text(subdomainProblem))(reference.at('name').raw);
        if (reference.isObject && problem !== undefined) tell(report, reference.at('name'), problem);
      },
    ),
    ImageVolumeSource: checkOf({ reference: requiredValue('write an image') }),
  }),
});

export const P26 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A volume on a disk or a server says on which',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (validateVolumeSource, and what it calls for each source)',
  bad: podMounting({ rbd: { monitors: [], image: 'uploads' } }),
  good: podMounting({ rbd: { monitors: ['10.0.0.5:6789'], image: 'uploads' } }),
  of: sourcesOf('pods', DISKS),
});

/** Whether Go reads the value as if nothing stood there. */
function isNothing(raw: unknown): boolean {
  return isMissing(raw) || raw === 0 || (typeof raw === 'object' && raw !== null && Object.keys(raw).length === 0);
}
