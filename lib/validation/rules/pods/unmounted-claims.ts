import type { Field } from '../../../model/field';
import { getsContainersInjected } from '../../../model/injected-containers';
import { isFilledInLater, type Resource } from '../../../model/resource';
import type { Part } from '../../../schemas/parts';
import { shownText } from '../../../text/shown';
import { tell } from '../../constraints';
import { textOf } from '../../go-values';
import { type ExampleObjects, type PartReport, ruleOnParts, Severity } from '../../rule';

const withMounts = (...volumeMounts: object[]): ExampleObjects => ({
  objects: [
    {
      kind: 'StatefulSet',
      metadata: { annotations: null },
      spec: {
        template: { spec: { containers: [{ name: 'db', image: 'db:1.0', volumeMounts }] } },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
          },
        ],
      },
    },
  ],
});

export const X32 = ruleOnParts({
  severity: Severity.WARNING,
  title: 'A container mounts what its pod claims of storage',
  why: 'The storage is there, and paid for, and the kubelet leaves it out: what was meant to be kept in it is written into the container, and gone with it.',
  source:
    'Kubernetes 1.29 to 1.37: pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go (processPodVolumes)',
  bad: withMounts(),
  good: withMounts({ name: 'data', mountPath: '/data' }),
  explainedBy: ['P16', 'P23'],
  of: { PodSpec: checkPod },
});

function checkPod({ field, holder, resource }: Part, report: PartReport): void {
  const volumes = field.at('volumes').items().filter(isClaim);
  // Each pod of a StatefulSet gets claims of its own.
  const claims = holder?.holder?.field.at('volumeClaimTemplates').items() ?? [];
  if (volumes.length + claims.length === 0) return;
  const used = volumesUsedIn(field, resource);
  if (used === undefined || getsContainersInjected(holder?.field.at('metadata') ?? field)) return;
  const names = [...volumes.map((one) => one.at('name')), ...claims.map((one) => one.at('metadata', 'name'))];
  for (const name of names) {
    const text = textOf(name);
    // Of what has no name P22 and W11 tell.
    if (!text || used.has(text) || isFilledInLater(resource, text)) continue;
    const remedy = `write volumeMounts with the name ${shownText(text)}, or drop the claim`;
    tell(report, name, `is ${shownText(text)}, a claim that no container mounts: ${remedy}`);
  }
}

function isClaim(volume: Field): boolean {
  return volume.at('persistentVolumeClaim').isGiven || volume.at('ephemeral').isGiven;
}

/** The names of the volumes that containers mount, as files or as a device; undefined where these are not all known. */
function volumesUsedIn(pod: Field, resource: Resource): ReadonlySet<string> | undefined {
  const lists = ['containers', 'initContainers', 'ephemeralContainers'].map((name) => pod.at(name));
  const uses = lists
    .flatMap((list) => list.items())
    .flatMap((container) => [container, container.at('volumeMounts'), container.at('volumeDevices')]);
  if ([...lists, ...uses].some(({ isUnresolved }) => isUnresolved)) return undefined;
  const names = uses.flatMap((list) => list.items()).map((mount) => textOf(mount.at('name')));
  const isKnown = names.every((name) => name !== undefined && !isFilledInLater(resource, name));
  return isKnown ? new Set(names as string[]) : undefined;
}
