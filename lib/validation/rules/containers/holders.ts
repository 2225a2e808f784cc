import { type Field, NOWHERE } from '../../../model/field';
import { fieldsOf } from '../../../schemas/part-types';
import type { Part } from '../../../schemas/parts';
import { tell } from '../../constraints';
import type { PartReport } from '../../rule';

/** The pod that a part stands in. */
export function podOf(part: Part): Field {
  if (part.type === 'PodSpec') return part.field;
  return part.holder === undefined ? NOWHERE : podOf(part.holder);
}

/** The list of a pod that a container stands in: containers or initContainers. */
export function listOf(container: Field): string | number | undefined {
  return container.holder?.key;
}

/** Whether it is a container of a pod that runs before all others, and ends. */
export function endsBeforeOthers(container: Field): boolean {
  const policy = container.at('restartPolicy');
  const goesOn = policy.raw === 'Always' || (policy.isGiven && typeof policy.raw !== 'string');
  return listOf(container) === 'initContainers' && !goesOn;
}

/** The containers of a pod whose names and ports meet: those that run side by side first. */
export function containersOf(pod: Field): { readonly containers: Field[]; readonly initContainers: Field[] } {
  return { containers: pod.at('containers').items(), initContainers: pod.at('initContainers').items() };
}

/** Whether something in it has no name that Kubernetes knows: F1 tells of it, and it may be what seems to be missing. */
function hasUnknown(field: Field, type: string): boolean {
  if (!field.isObject) return false;
  const known = fieldsOf(type);
  return Object.keys(field.raw as object).some((name) => !known.has(name));
}

/** Says of what must have exactly one of some fields that it has none of them, or which one is too many. */
export function tellUnlessOne(
  { field, type, names, what }: { field: Field; type: string; names: readonly string[]; what: string },
  report: PartReport,
): void {
  const places = names.map((name) => field.at(name));
  if (places.some(({ isUnresolved }) => isUnresolved)) return;
  const given = places.filter(({ isGiven }) => isGiven);
  if (given.length > 1) {
    const [first, second] = given.map(({ key }) => key);
    tell(report, given[1], `is the second ${what}, beside ${first}: keep either ${first} or ${second}`);
  } else if (given.length === 0 && !hasUnknown(field, type)) {
    tell(report, field, `has no ${what}: write one of ${names.join(', ')}`);
  }
}
