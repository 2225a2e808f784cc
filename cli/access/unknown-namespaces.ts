import { grouped } from '../../lib/collections/grouped';
import { quotedName } from '../../lib/text/key-name';
import { listed } from '../../lib/text/listed';
import { isSubstituted } from '../../lib/text/substitution';
import type { KeyUse } from './key-use';

const SHOWN = 5;

/** How a command tells of them. */
export interface NamespaceTelling {
  /** What follows for the keys of the Secrets: `its keys must be in each`. */
  readonly consequence: string;
  /** How it writes the path of a file; as it was read where absent. */
  readonly shown?: (file: string) => string;
}

/** Of workloads that may get a Secret of one name from several namespaces, as their own is not known. */
export function unknownNamespaceLines(
  uses: readonly KeyUse[],
  { consequence, shown = (file) => file }: NamespaceTelling,
): string[] {
  const open = uses.filter(({ workload }) => workload !== undefined && !isKnown(workload.manifest.metadata?.namespace));
  const lines = [...grouped(open, ({ workload, managed }) => useId(workload, managed)).values()].flatMap((same) => {
    const [{ workload, managed }] = same;
    const namespaces = [...new Set(same.flatMap(({ managed: { namespace } }) => namespace ?? []))].sort();
    if (workload === undefined || namespaces.length < 2) return [];
    const { kind, metadata } = workload.manifest;
    const place = `${shown(workload.file)}:${workload.line}:${workload.column}`;
    const where = listed(namespaces.map(quotedName));
    return [
      `${place}: nobody knows the namespace of ${kind} ${quotedName(metadata?.name ?? '')}, and there is a ${managed.kind} ${quotedName(managed.name)} in ${where}: ${consequence}. Say which it is with --namespace`,
    ];
  });
  const more = lines.length - SHOWN;
  return more > 0 ? [...lines.slice(0, SHOWN), `and ${more} more of which nobody knows the namespace`] : lines;
}

function isKnown(namespace: string | undefined): boolean {
  return namespace !== undefined && namespace !== '' && !isSubstituted(namespace);
}

function useId(workload: KeyUse['workload'], { kind, name }: KeyUse['managed']): string {
  return JSON.stringify([workload?.file, workload?.line, workload?.column, kind, name]);
}
