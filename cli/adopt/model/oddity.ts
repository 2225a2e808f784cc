import { fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import type { ReadManifests } from '../../manifests/read-manifests';
import { objectName } from '../findings';

/** Something in an object that no program can declare, or that the API server refuses whatever the kind is. */
export interface Oddity {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What can be told as JSON; all else is a problem of its file. */
export function onlyJson<T extends Pick<ReadManifests, 'manifests' | 'problems'>>(read: T): T {
  const { manifests, problems } = read;
  const odd = manifests.flatMap((read) => {
    const oddity = noJson(read.manifest);
    return oddity === undefined ? [] : [{ read, oddity }];
  });
  if (odd.length === 0) return read;
  const left = new Set(odd.map(({ read }) => read));
  const found = odd.map(({ read, oddity: { path, message } }) => ({
    file: read.file,
    line: read.lineAt(path),
    column: 1,
    message,
  }));
  return { ...read, manifests: manifests.filter((one) => !left.has(one)), problems: [...problems, ...found] };
}

/** Deeper than any manifest, and far from where the stack ends. */
const DEEPEST = 200;

/** What a manifest has that JSON, and with it the API server, does not. */
function noJson(manifest: Manifest): Oddity | undefined {
  const object = objectName(manifest);
  for (const { path, value } of valuesIn(manifest, [])) {
    const field = path.at(-1);
    if (field === '__proto__') {
      return { path, message: `a field of the ${object} is called "__proto__", which no program can declare` };
    }
    if (path.length > DEEPEST) {
      return { path, message: `the ${object} is nested more than ${DEEPEST} levels deep, or holds itself` };
    }
    if (!isJson(value)) {
      const message = `a value of the ${object} is none of JSON: write a text, a finite number, true, false, a list or a map`;
      return { path, message };
    }
  }
  return undefined;
}

function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean' || value === undefined;
  if (value === null || Array.isArray(value)) return true;
  return Object.prototype.toString.call(value) === '[object Object]';
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

function* valuesIn(value: unknown, path: readonly (string | number)[]): Generator<Place> {
  yield { path, value };
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return;
  const entries = Array.isArray(value) ? value.entries() : Object.entries(value);
  for (const [name, item] of entries) yield* valuesIn(item, [...path, name]);
}

/** What the API server refuses of labels and annotations: anything but texts. */
export function oddMetadata(manifest: Manifest): Oddity | undefined {
  for (const what of ['labels', 'annotations'] as const) {
    const value = fields(manifest.metadata)[what];
    if (value === undefined || value === null) continue;
    const path = ['metadata', what];
    if (typeof value !== 'object' || Array.isArray(value)) {
      return {
        path,
        message: `the ${what} of the ${objectName(manifest)} are no map of texts: write them as "name: value"`,
      };
    }
    const odd = Object.entries(value).find(([, text]) => typeof text !== 'string');
    if (odd !== undefined) {
      const message = `the ${what.slice(0, -1)} "${odd[0]}" of the ${objectName(manifest)} is no text: put its value into quotes`;
      return { path: [...path, odd[0]], message };
    }
  }
  return undefined;
}
