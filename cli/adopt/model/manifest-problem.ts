import { Field, type Path } from '../../../lib/model/field';
import type { Manifest } from '../../../lib/model/manifest';
import { shownEntryKey } from '../../../lib/validation/unshown';
import { objectName } from '../../findings/input-findings';
import type { ReadManifests } from '../../manifests/read-manifests';

/** Something in an object that no program can declare, or that the API server refuses whatever the kind is. */
export interface ManifestProblem {
  readonly path: Path;
  readonly message: string;
}

/** What can be told as JSON; all else is a problem of its file. */
export function keepJson<T extends Pick<ReadManifests, 'manifests' | 'problems'>>(read: T): T {
  const { manifests, problems } = read;
  const refused = manifests.flatMap((read) => {
    const problem = jsonProblem(read.manifest);
    return problem === undefined ? [] : [{ read, problem }];
  });
  if (refused.length === 0) return read;
  const left = new Set(refused.map(({ read }) => read));
  const found = refused.map(({ read, problem: { path, message } }) => ({
    file: read.file,
    ...read.placeAt(path),
    message,
  }));
  return { ...read, manifests: manifests.filter((one) => !left.has(one)), problems: [...problems, ...found] };
}

/** Deeper than any manifest, and far from where the stack ends. */
const DEEPEST = 200;

/** What a manifest has that JSON, and with it the API server, does not. */
function jsonProblem(manifest: Manifest): ManifestProblem | undefined {
  const found = problemBelow(manifest, []);
  return found && { path: found.path, message: found.message(objectName(manifest)) };
}

interface FoundBelow {
  readonly path: Path;
  readonly message: (object: string) => string;
}

/** The first problem of a value; the path is of the caller, and grows and shrinks on the way. */
function problemBelow(value: unknown, path: (string | number)[]): FoundBelow | undefined {
  const message = problemAt(value, path);
  if (message !== undefined) return { path: [...path], message };
  if (typeof value !== 'object' || value === null) return undefined;
  for (const name of Array.isArray(value) ? value.keys() : Object.keys(value)) {
    path.push(name);
    const found = problemBelow((value as { [name: string | number]: unknown })[name], path);
    if (found !== undefined) return found;
    path.pop();
  }
  return undefined;
}

function problemAt(value: unknown, path: Path): FoundBelow['message'] | undefined {
  if (path.at(-1) === '__proto__')
    return (object) => `a field of the ${object} is called "__proto__", which no program can declare`;
  if (path.length > DEEPEST)
    return (object) => `the ${object} is nested more than ${DEEPEST} levels deep, or holds itself`;
  if (isJson(value)) return undefined;
  return (object) =>
    `a value of the ${object} is none of JSON: write a text, a finite number, true, false, a list or a map`;
}

function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean' || value === undefined;
  if (value === null || Array.isArray(value)) return true;
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** What the API server refuses of the metadata of any object, or cdk8s does. */
export function metadataProblem(manifest: Manifest): ManifestProblem | undefined {
  const { kind } = manifest;
  const metadata = Field.of(manifest).at('metadata');
  const { value: name } = metadata.text('name');
  const namespace = metadata.text('namespace');
  if (!name) return { path: [], message: `the ${kind} has no name: give it one, or leave it out` };
  if (namespace.state === 'wrong type') {
    const message = `the namespace of the ${kind} "${name}" is no text: write its name, or leave it out`;
    return { path: namespace.path, message };
  }
  const object = objectName(manifest);
  for (const what of ['labels', 'annotations']) {
    const map = metadata.object(what);
    if (map.state === 'wrong type') {
      return {
        path: map.path,
        message: `the ${what} of the ${object} are no map of texts: write them as "name: value"`,
      };
    }
    const [label, value] = map.entries().find(([, { raw }]) => typeof raw !== 'string') ?? [];
    if (label !== undefined && value !== undefined) {
      const message = `the ${what.slice(0, -1)} ${shownEntryKey({ manifest }, label)} of the ${object} is no text: put its value into quotes`;
      return { path: value.path, message };
    }
  }
  return undefined;
}
