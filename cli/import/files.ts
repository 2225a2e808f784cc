import { byName, byText } from '../../lib/collections/order';
import { fileNameProblem } from '../../lib/gitops/file-names';
import { LOCK_ENDING } from '../../lib/infisical/catalogue-file';
import { type Catalogue, keysWithFolders } from './catalogue';
import { lockText } from './lock-file';
import { typescriptOf } from './typescript';

export interface CatalogueFiles {
  /** `shop`, for `shop.ts` and `shop.lock.json`. */
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly files: ReadonlyMap<string, string>;
}

/** The catalogue of one project, and what it could be called. */
export interface ImportedProject {
  readonly catalogue: Catalogue;
  /** What people call the project, where it was imported by its id. */
  readonly title?: string;
}

/** What is imported already of a project, and what it is called. */
export interface KnownProject {
  readonly name: string;
  readonly catalogue: Catalogue;
}

/**
 * The files for each project.
 *
 * @throws if two would have the same name
 */
export function filesFor(
  projects: readonly ImportedProject[],
  known: ReadonlyMap<string, Catalogue>,
  name: string | undefined,
): CatalogueFiles[] {
  if (name !== undefined && projects.length > 1) {
    throw new Error(`--name "${name}" is one name for ${projects.length} projects: import each with --project`);
  }
  const written = projects.map(({ catalogue, title }): CatalogueFiles => {
    const file = checkedName(name, catalogue, known) ?? nameFrom(catalogue, title);
    const [taken, other] = [...known].find(([one]) => isSameFile(one, file)) ?? [];
    if (other !== undefined && !isSameProject(other, catalogue)) {
      throw new Error(
        `${taken}${LOCK_ENDING} is of another project: give this one another --name, or delete that file`,
      );
    }
    const files = new Map([
      [`${file}.ts`, typescriptOf(catalogue, file)],
      [`${file}${LOCK_ENDING}`, lockText(catalogue)],
    ]);
    return { name: file, catalogue, files };
  });
  for (const [index, one] of written.entries()) {
    if (written.findIndex((other) => isSameFile(other.name, one.name)) < index) {
      throw new Error(`two projects are called "${one.name}": import each with --project and --name`);
    }
  }
  return written.sort(byText(({ name }) => name));
}

/** On macOS and Windows, where the case of letters makes no other file. */
function isSameFile(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What is imported of the project already. */
export function knownProject(catalogue: Catalogue, known: ReadonlyMap<string, Catalogue>): KnownProject | undefined {
  const [found] = [...known].filter(([, other]) => isSameProject(other, catalogue));
  return found && { name: found[0], catalogue: found[1] };
}

function isSameProject(one: Catalogue, { host, project }: Catalogue): boolean {
  return (
    one.host === host &&
    ((one.project.id !== undefined && one.project.id === project.id) ||
      (one.project.slug !== undefined && one.project.slug === project.slug))
  );
}

/** A name that was chosen once stays: under another one, the first would be left behind. */
function checkedName(wanted: string | undefined, catalogue: Catalogue, known: ReadonlyMap<string, Catalogue>) {
  const name = wanted === undefined ? undefined : fileName(wanted);
  if (name === '') throw new Error(`"${wanted}" cannot name a file: give --name`);
  if (name !== undefined && fileNameProblem(name) !== undefined) {
    throw new Error(`--name ${name}: Windows calls a device so, and no file: give another name`);
  }
  const before = knownProject(catalogue, known)?.name;
  if (name === undefined || before === undefined || name === before) return name ?? before;
  throw new Error(
    `--name ${name}: the project is called "${before}" already: rename ${before}.ts and ${before}${LOCK_ENDING}, or leave --name away`,
  );
}

function nameFrom({ project: { slug, id = '' } }: Catalogue, title = ''): string {
  return fileName(title.toLowerCase().slice(0, 64)) || fileName(slug ?? '') || `project-${id.slice(0, 8)}`;
}

function fileName(name: string): string {
  return name.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '');
}

/** A name that came or went, as `+ prod:/ KEY`, behind another slug of the project. */
export function changesBetween(before: Catalogue | undefined, after: Catalogue): string[] {
  const [was, is] = [before?.project.slug, after.project.slug];
  const renamed = was === undefined || was === is ? [] : [`the project "${was}" is called "${is}" now`];
  const [old, now] = [before, after].map((one) => new Set(one === undefined ? [] : namesIn(one)));
  const added = [...now].filter((name) => !old.has(name)).map((name) => [name, '+'] as const);
  const removed = [...old].filter((name) => !now.has(name)).map((name) => [name, '-'] as const);
  const sorted = [...added, ...removed].sort(byName);
  return [...renamed, ...sorted.map(([name, sign]) => `${sign} ${name}`)];
}

function namesIn(catalogue: Catalogue): string[] {
  return [...keysWithFolders(catalogue)].flatMap(([key, folders]) => folders.map((folder) => `${folder} ${key}`));
}
