import type { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { PropsProblem } from '../../props/props-problem';
import { quotedText } from '../../text/key-name';
import type { VolumeClaimTemplate } from './volume-claim-template';

/** A claim as Kubernetes has it. */
export function claimOf(template: VolumeClaimTemplate): k8s.KubePersistentVolumeClaimProps {
  const { name, labels, annotations, size, sizeText, accessModes = ['ReadWriteOnce'] } = template;
  const storage = sizeText ?? (size && quantityOf(size));
  return {
    metadata: { name, labels, annotations },
    spec: {
      accessModes: [...accessModes],
      storageClassName: template.storageClassName,
      volumeMode: template.volumeMode,
      resources: storage === undefined ? undefined : { requests: { storage: k8s.Quantity.fromString(storage) } },
    },
  };
}

/** In the largest unit that holds it whole. */
function quantityOf(size: Size): string {
  const kibibytes = size.toKibibytes();
  const units = ['Ki', 'Mi', 'Gi', 'Ti'];
  let [number, unit] = [kibibytes, 0];
  while (number > 0 && number % 1024 === 0 && unit + 1 < units.length) {
    [number, unit] = [number / 1024, unit + 1];
  }
  return `${number}${units[unit]}`;
}

/** Claims of which nobody knows how large they are. */
export function sizeProblems(templates: readonly VolumeClaimTemplate[] = []): PropsProblem[] {
  return templates.flatMap(({ name, size, sizeText }) => {
    if ((size === undefined) !== (sizeText === undefined)) return [];
    const found = size === undefined ? 'none' : 'both';
    const message = `give the volume claim template ${quotedText(name ?? '')} exactly one of size and sizeText, found ${found}`;
    return [{ rule: 'N5', message }];
  });
}
