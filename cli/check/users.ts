import { fields, list } from '../../lib/json/json';
import { type Path, pathText } from '../../lib/model/field';
import type { ManifestMetadata } from '../../lib/model/manifest';
import { COMPOSE_SERVICE } from '../access/compose-uses';
import type { FolderToAsk } from '../access/folders-to-ask';
import type { KeyUse } from '../access/key-use';
import type { ReadManifest } from '../manifests/read-manifests';
import type { Location, User } from './report';

/** Who needs the key, and the line on which it says so. */
export function userOf(use: KeyUse): User {
  const { workload, resource, saidBy, container, via, variable, file, field, managed } = use;
  const by = workload ?? saidBy ?? resource;
  const [{ type = undefined } = {}] = use.needs;
  const as =
    type !== undefined
      ? `the type ${type} of the ${managed.kind} ${managed.name}`
      : via === 'template'
        ? `the template of the ${managed.kind} ${managed.name}`
        : variable !== undefined
          ? `variable ${variable}`
          : file !== undefined
            ? `file ${file}`
            : field !== undefined
              ? `field ${pathText(field)}`
              : via;
  return { object: objectName(by), container, as, file: by.file, ...placeOf(by, use), ...sourceOf(by) };
}

/** The places of the resources that read a folder. */
export function locationsOf({ readers }: Pick<FolderToAsk, 'readers'>): Location[] {
  return readers.map((read) => ({ file: read.file, line: read.line, column: read.column, ...sourceOf(read) }));
}

/** The file in which somebody can look for what was rendered. */
function sourceOf({ rendered }: Pick<ReadManifest, 'rendered'>): Pick<User, 'source' | 'sourceLine'> {
  return rendered === undefined ? {} : { source: rendered.file, sourceLine: rendered.line };
}

function objectName({ manifest }: ReadManifest): string {
  const { kind, metadata }: { kind: string; metadata?: ManifestMetadata } = manifest;
  if (kind === COMPOSE_SERVICE) return `${kind} ${metadata.name}`;
  const { namespace, name = '' } = metadata ?? {};
  // Whoever applies what names none decides.
  return namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`;
}

/** The place of the variable; that of the object where the key comes in another way. */
function placeOf(
  read: ReadManifest,
  { container, variable, field, lineInText }: KeyUse,
): Pick<User, 'line' | 'column' | 'at'> {
  const path = variable === undefined ? field : pathOfVariable(read.manifest, container, variable);
  const { line, column } = path === undefined ? read : read.placeAt(path, { lineInText });
  return { line, column, ...(path !== undefined && { at: pathText(path) }) };
}

type VariablePaths = ReadonlyMap<string, Path>;

const PATHS = new WeakMap<object, VariablePaths>();

/** Where the first container of a name has the first variable of a name. */
function pathOfVariable(manifest: object, container: string | undefined, variable: string): Path | undefined {
  const known = PATHS.get(manifest) ?? new Map(pathsOfVariables(manifest).reverse());
  PATHS.set(manifest, known);
  return known.get(variableId(container, variable));
}

function pathsOfVariables(node: unknown, at: Path = []): [string, Path][] {
  return Object.entries(fields(node)).flatMap(([field, child]): [string, Path][] => {
    const path = [...at, field];
    const isList = field === 'containers' || field === 'initContainers';
    return [...(isList ? pathsInContainers(child, path) : []), ...pathsOfVariables(child, path)];
  });
}

function pathsInContainers(containers: unknown, at: Path): [string, Path][] {
  return list(containers).flatMap(({ name, env }, index) =>
    list(env).map((entry, position): [string, Path] => {
      return [variableId(name, entry.name), [...at, index, 'env', position]];
    }),
  );
}

function variableId(container: unknown, variable: unknown): string {
  return JSON.stringify([container ?? null, variable ?? null]);
}
