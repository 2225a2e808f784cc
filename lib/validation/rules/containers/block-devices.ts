import { repetitionsIn } from '../../../collections/repetitions';
import { Field } from '../../../model/field';
import { isKubernetes } from '../../../model/kubernetes-version';
import { quotedText } from '../../../text/key-name';
import { tell } from '../../constraints';
import { hasItems, textOf } from '../../go-values';
import { type PartReport, ruleOnParts, Severity } from '../../rule';
import { withContainer } from './examples';
import { podOf } from './holders';

const DISK = { volumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'disk' } }] };

export const P16 = ruleOnParts({
  severity: Severity.ERROR,
  tellsOfAbsence: true,
  title: 'A block device of a container is a claimed volume of its pod, at a path of its own',
  why: 'The API server refuses the workload.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/apis/core/validation/validation.go (ValidateVolumeDevices; validateHostUsers since 1.34)',
  bad: withContainer({ volumeDevices: [{ name: 'disks', devicePath: '/dev/data' }] }, DISK),
  good: withContainer({ volumeDevices: [{ name: 'disk', devicePath: '/dev/data' }] }, DISK),
  of: {
    Container: (part, report, { settings }) => {
      if (!hasItems(part.raw.volumeDevices)) return;
      const list = part.field.at('volumeDevices');
      const pod = podOf(part);
      const devices = list.items();
      // Each pod of a StatefulSet gets claims of its own.
      const claims = part.holder?.holder?.holder?.field.at('volumeClaimTemplates').items() ?? [];
      const volumes = [...pod.at('volumes').items(), ...claims.map(volumeOf)];
      for (const device of devices) checkDevice(device, volumes, report);
      for (const key of ['name', 'devicePath'])
        checkUnique(
          devices.map((device) => device.at(key)),
          report,
        );
      if (pod.at('hostUsers').raw === false && isKubernetes(settings.kubernetesVersion, '1.34')) {
        tell(report, list, 'cannot be used by a pod with hostUsers: false: drop one of them');
      }
    },
  },
});

/** What a pod gets for a claim of its StatefulSet. */
function volumeOf(claim: Field): Field {
  return Field.of({ name: claim.at('metadata', 'name').raw, persistentVolumeClaim: {} });
}

function checkDevice(device: Field, volumes: readonly Field[], report: PartReport): void {
  const [name, path] = [device.at('name'), device.at('devicePath')];
  const [named, at] = [textOf(name), textOf(path)];
  const volume = volumes.findLast((one) => one.at('name').raw === named);
  if (named === '') tell(report, name, 'is missing: write the name of a volume of the pod');
  else if (named !== undefined && volume === undefined) {
    tell(report, name, `is ${quotedText(named)}, and the pod has no volume of that name: write one that it has`);
  } else if (volume !== undefined && !volume.at('persistentVolumeClaim').isGiven && !volume.at('ephemeral').isGiven) {
    tell(
      report,
      name,
      `is ${quotedText(named ?? '')}, which is no claim: a device needs a persistentVolumeClaim, or an ephemeral volume`,
    );
  }
  if (at === '') tell(report, path, 'is missing: write where the container sees the device, such as "/dev/data"');
  else if (at?.split('/').includes('..')) tell(report, path, `is ${quotedText(at)}: write a path without ".."`);
}

function checkUnique(fields: readonly Field[], report: PartReport): void {
  const texts = fields.filter((field) => textOf(field));
  for (const [, again] of repetitionsIn(texts, ({ raw }) => raw)) {
    tell(report, again, `is ${quotedText(String(again.raw))}, as for another device of the container: write another`);
  }
}
