import type { Workload } from '../../../lib/model/workloads';

interface FoundMount {
  /** Whether it is a part of a volume, which Kubernetes never updates. */
  readonly isPart: boolean;
}

/** The mount by which a container has a file; undefined where none is written down. */
export function mountOf(workload: Workload, container: string | undefined, file: string): FoundMount | undefined {
  const mounts = workload.containers
    .filter(({ name }) => container === undefined || name === container)
    .flatMap((one) => one.mounts)
    .filter(({ path }) => file === path || file.startsWith(path.endsWith('/') ? path : `${path}/`))
    .sort((a, b) => b.path.length - a.path.length);
  const [nearest] = mounts;
  if (nearest === undefined) return undefined;
  const isOpen = nearest.field.text('subPathExpr').value;
  return { isPart: nearest.subPath !== undefined || Boolean(isOpen) };
}

/** Whether a container is one that has ended before the others run. */
export function readsOnlyAtStart({ pod }: Workload, container: string | undefined): boolean {
  return pod.initContainers.some(
    (field) => field.text('name').value === container && field.at('restartPolicy').raw !== 'Always',
  );
}
