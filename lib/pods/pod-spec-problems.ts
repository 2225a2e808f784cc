import type { PropsProblem } from '../props/props-problem';
import { didYouMean } from '../text/did-you-mean';
import { quotedText } from '../text/key-name';

interface Part {
  readonly [field: string]: unknown;
}

/** The names of the containers that a pod has before a PodSpec is merged into it. */
export interface ContainerNames {
  readonly containers: readonly string[];
  readonly initContainers: readonly string[];
}

const DIRECTIVES: readonly unknown[] = ['delete', 'replace', 'merge'];

/** What of a PodSpec that is merged changes nothing, or something else than was meant. */
export function podSpecProblems(podSpec: unknown, names: ContainerNames): PropsProblem[] {
  if (!isPart(podSpec)) return [];
  const messages = [
    ...strangerMessages(podSpec, 'containers', names),
    ...strangerMessages(podSpec, 'initContainers', names),
    ...directiveMessages(podSpec, 'podSpec'),
  ];
  return messages.map((message) => ({ rule: 'N5', message }));
}

/** Of containers that are changed or removed, and that the pod does not have; one with an image is new. */
function strangerMessages(podSpec: Part, field: keyof ContainerNames, names: ContainerNames): string[] {
  const patches = podSpec[field];
  if (!Array.isArray(patches)) return [];
  return patches.flatMap((patch: unknown, i) => {
    if (!isPart(patch) || patch.$patch === 'replace') return [];
    const { name } = patch;
    const place = `podSpec.${field}[${i}]`;
    if (name === undefined || name === null || name === '') {
      return [`${place} has no name: write that of the container that it changes`];
    }
    if (typeof name !== 'string' || names[field].includes(name)) return [];
    const isNew = patch.image !== undefined && patch.$patch !== 'delete';
    return isNew ? [] : [`${place} changes ${quotedText(name)}, ${strangerRemedy(name, field, names)}`];
  });
}

function strangerRemedy(name: string, field: keyof ContainerNames, names: ContainerNames): string {
  const other = field === 'containers' ? 'initContainers' : 'containers';
  if (names[other].includes(name)) return `which is one of ${other}: move it there`;
  const known = names[field].map(quotedText).join(', ');
  const remedy = known === '' ? 'give it an image, or drop it' : `there are ${known}; a new one needs an image`;
  return `which the pod does not have: ${didYouMean(name, names[field], remedy)}`;
}

function directiveMessages(part: unknown, path: string): string[] {
  if (Array.isArray(part)) return part.flatMap((item, i) => directiveMessages(item, `${path}[${i}]`));
  if (!isPart(part)) return [];
  return Object.entries(part).flatMap(([field, value]) => {
    if (field !== '$patch') return directiveMessages(value, `${path}.${field}`);
    if (DIRECTIVES.includes(value)) return [];
    const found = typeof value === 'string' ? quotedText(value) : typeof value;
    return [`${path}.$patch must be "delete", "replace" or "merge", found ${found}`];
  });
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
