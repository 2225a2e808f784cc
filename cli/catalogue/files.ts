import { LOCK_ENDING } from '../../lib/infisical/catalogue-file';
import { type Catalogue, keysWithPlaces } from './catalogue';
import { lockText } from './lock-file';
import { typescriptOf } from './typescript';

/** What is written for one project. */
export interface CatalogueFiles {
  /** `shop`, for `shop.ts` and `shop.lock.json`. */
  readonly name: string;
  readonly catalogue: Catalogue;
  /** Texts by the names of their files. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The files for each project.
 *
 * @throws if two would have the same name
 */
export function filesFor(
  catalogues: readonly Catalogue[],
  known: ReadonlyMap<string, Catalogue>,
  name: string | undefined,
): CatalogueFiles[] {
  if (name !== undefined && catalogues.length > 1) {
    throw new Error(`--name "${name}" is one name for ${catalogues.length} projects: import each with --project`);
  }
  const written = catalogues.map((catalogue): CatalogueFiles => {
    const file = fileName(name ?? knownName(catalogue, known) ?? catalogue.project.slug ?? shortId(catalogue));
    const files = new Map([
      [`${file}.ts`, typescriptOf(catalogue, file)],
      [`${file}${LOCK_ENDING}`, lockText(catalogue)],
    ]);
    return { name: file, catalogue, files };
  });
  for (const [index, one] of written.entries()) {
    if (written.findIndex((other) => other.name === one.name) < index) {
      throw new Error(`two projects are called "${one.name}": import each with --project and --name`);
    }
  }
  return written.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A name that was chosen once stays. */
function knownName({ host, project }: Catalogue, known: ReadonlyMap<string, Catalogue>): string | undefined {
  const isSame = (other: Catalogue) =>
    other.host === host &&
    ((other.project.id !== undefined && other.project.id === project.id) ||
      (other.project.slug !== undefined && other.project.slug === project.slug));
  return [...known].find(([, other]) => isSame(other))?.[0];
}

function fileName(name: string): string {
  const plain = name.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '');
  if (plain === '') throw new Error(`"${name}" cannot name a file: give --name`);
  return plain;
}

function shortId({ project: { id = '' } }: Catalogue): string {
  return `project-${id.slice(0, 8)}`;
}

/** A name that came or went, as `+ prod:/ KEY`. */
export function changesBetween(before: Catalogue | undefined, after: Catalogue): string[] {
  const [old, now] = [before, after].map((one) => new Set(one === undefined ? [] : namesIn(one)));
  const added = [...now].filter((name) => !old.has(name)).map((name) => [name, '+']);
  const removed = [...old].filter((name) => !now.has(name)).map((name) => [name, '-']);
  return [...added, ...removed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sign]) => `${sign} ${name}`);
}

function namesIn(catalogue: Catalogue): string[] {
  return [...keysWithPlaces(catalogue)].flatMap(([key, places]) => places.map((place) => `${place} ${key}`));
}
