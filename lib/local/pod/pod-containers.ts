import type { Field } from '../../model/field';
import type { Workload } from '../../model/workloads';
import type { LocalContainerProps } from '../local-service';
import { type LocalFile, type LocalValue, type LocalVariable, plainValue } from '../stack/local-value';
import { environmentOf, type PodFacts } from './container-environment';
import { expandedValue } from './expanded-value';
import { filesOf } from './mounted-files';
import type { PodGap } from './pod-gap';

/**
 * What a container is in its pod: one that ends before those behind it start, one that runs from then on, or one that is
 * started with all the others at the end.
 */
type ContainerRole = 'init' | 'sidecar' | 'running';

/** A container as the kubelet starts it. */
export interface PodContainer {
  readonly name: string;
  readonly role: ContainerRole;
  readonly image?: string;
  readonly variables: readonly LocalVariable[];
  /** The variables of the cluster that a laptop has of its own. */
  readonly replaced: readonly LocalVariable[];
  readonly command: readonly LocalValue[];
  readonly args: readonly LocalValue[];
  readonly workingDir?: string;
  readonly files: readonly LocalFile[];
  /** The empty folders of its pod that it has, by their volumes. */
  readonly folders: readonly SharedFolder[];
  readonly gaps: readonly PodGap[];
}

interface SharedFolder {
  readonly volume: string;
  readonly path: string;
}

/** What a laptop says of a container. */
type OwnProps = Pick<LocalContainerProps, 'env' | 'volumes'>;

/**
 * The containers of a pod, in the order in which they are started.
 *
 * @param ownOf what a laptop says of each, by its name
 */
export function containersOf(
  workload: Workload,
  pod: PodFacts,
  ownOf: (container: string) => OwnProps | undefined,
): PodContainer[] {
  const { initContainers, spec } = workload.pod;
  const ephemeral = new Set(
    spec
      .at('ephemeralContainers')
      .items()
      .map(({ raw }) => raw),
  );
  const emptyDirs = new Set(
    workload.pod.volumes.flatMap((volume) => (volume.at('emptyDir').isGiven ? [volume.text('name').value] : [])),
  );
  const init = new Set(initContainers.map(({ raw }) => raw));
  return workload.containers.flatMap((container) => {
    const { field, name, image, mounts } = container;
    if (ephemeral.has(field.raw)) return [];
    const own = ownOf(name) ?? {};
    const environment = environmentOf(field, pod, own.env);
    const { files, gaps } = filesOf(container, workload, pod.objects, own.volumes);
    const early = field.at('restartPolicy').raw === 'Always' ? ('sidecar' as const) : ('init' as const);
    return [
      {
        name,
        role: init.has(field.raw) ? early : ('running' as const),
        image: image.value,
        variables: environment.variables,
        replaced: environment.replaced,
        ...startOf(field, environment.variables),
        workingDir: field.text('workingDir').value || undefined,
        files,
        folders: mounts.flatMap(({ volume, path, subPath }) =>
          emptyDirs.has(volume) ? [{ volume: subPath === undefined ? volume : `${volume}-${subPath}`, path }] : [],
        ),
        gaps: [...environment.gaps, ...gaps],
      },
    ];
  });
}

/** The command and its arguments, which see all variables. */
function startOf(container: Field, variables: readonly LocalVariable[]): Pick<PodContainer, 'command' | 'args'> {
  const values = new Map(variables.map(({ name, value }) => [name, value]));
  const expanded = (list: string) =>
    container
      .at(list)
      .texts()
      .map((word) => plainValue(expandedValue(word, (name) => values.get(name))));
  return { command: expanded('command'), args: expanded('args') };
}
