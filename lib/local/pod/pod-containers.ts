import type { Field } from '../../model/field';
import type { Workload } from '../../model/workloads';
import type { LocalContainerProps } from '../local-container';
import type { LocalFile, LocalValue, LocalVariable } from '../stack/local-value';
import { environmentOf, type PodFacts } from './container-environment';
import { expandedWords, linkGaps } from './expanded-value';
import { filesOf, subPathOf } from './mounted-files';
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
  /** What its command takes from the cluster. */
  readonly links: readonly PodGap[];
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
    const { files, gaps } = filesOf(container, workload, pod.objects, environment.variables, own.volumes);
    const { start, links } = startOf(field, environment.variables);
    const early = field.at('restartPolicy').raw === 'Always' ? ('sidecar' as const) : ('init' as const);
    return [
      {
        name,
        role: init.has(field.raw) ? early : ('running' as const),
        image: image.value,
        variables: environment.variables,
        replaced: environment.replaced,
        ...start,
        workingDir: field.text('workingDir').value || undefined,
        files,
        folders: mounts.flatMap((mount) => {
          const subPath = subPathOf(mount, environment.variables);
          if (!emptyDirs.has(mount.volume) || typeof subPath === 'symbol') return [];
          return [{ volume: subPath === undefined ? mount.volume : `${mount.volume}-${subPath}`, path: mount.path }];
        }),
        gaps: [...environment.gaps, ...gaps],
        links,
      },
    ];
  });
}

/** The command and its arguments, which see all variables. */
function startOf(container: Field, variables: readonly LocalVariable[]) {
  const names = new Set(variables.map(({ name }) => name));
  const [command = [], args = []] = ['command', 'args'].map((list) => container.at(list).texts());
  const links = [...command, ...args].flatMap((word) => linkGaps('the command', word, (name) => names.has(name)));
  return { start: { command: expandedWords(command, variables), args: expandedWords(args, variables) }, links };
}
