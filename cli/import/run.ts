import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { counted } from '../../lib/text/counted';
import { readCompose, withCompose } from '../access/compose-files';
import { composeUses } from '../access/compose-uses';
import { accessIn, withUnfollowed } from '../access/key-uses';
import { toldIn } from '../access/unknown-host';
import { unknownNamespaceLines } from '../access/unknown-namespaces';
import { withUnreadResources } from '../access/unread-resources';
import { hostsFor } from '../configuration/committed-hosts';
import { configurationHere } from '../configuration/configuration';
import { tellUnread } from '../configuration/tell-unread';
import { asideNotices, readableOutput } from '../files/readable-output';
import { writeFiles } from '../files/write-files';
import type { SecretNames } from '../infisical-api/client';
import { withConnection } from '../infisical-api/connect';
import { jsonText } from '../languages/json';
import { bytesOf } from '../manifests/file-bytes';
import { checkRenderOptions, readRendered } from '../render/read-rendered';
import { ExitCode } from '../terminal/exit-code';
import { lines } from '../terminal/terminal-text';
import { print, printDocument, printSummary, tell, tellNote } from '../terminal/writer';
import { type Catalogue, keysWithFolders } from './catalogue';
import { type CatalogueFiles, changesBetween, filesFor, type ImportedProject, knownProject } from './files';
import { foldersToImport, isFlagged } from './folders';
import { replaceCatalogue } from './kept-folders';
import { readLocks } from './lock-file';
import type { ImportOptions } from './options';
import { makeCatalogues } from './project-catalogues';
import { withCurrentSlug, withIdWhereRenamed } from './renamed-projects';
import { namesFor } from './typescript';

export async function runImport(paths: readonly string[], options: ImportOptions): Promise<void> {
  const { folder } = options;
  const known = readLocks(folder);
  const { projects, leftOut, isComplete } = await fetchProjects(paths, options, known);
  tell(lines(leftOut));
  const results = filesFor(projects, known, options.name).map((written): Result => {
    const stale = [...written.files]
      .filter(([file, text]) => textOf(join(folder, file)) !== text)
      .map(([file]) => file);
    return { ...written, stale, changes: changesBetween(known.get(written.name), written.catalogue) };
  });
  if (!options.check) {
    assertUnchanged(folder, known);
    writeAll(folder, results);
  }
  if (options.json) printDocument(jsonOf(results, folder));
  else printResults(results, folder, options.check === true);
  if (options.check && results.some(({ stale }) => stale.length > 0)) process.exitCode = ExitCode.FINDINGS;
  if (options.check && !isComplete) process.exitCode = ExitCode.FAILURE;
}

/** What a check finds is told whatever happens, that something was written or is fine is not. */
function printResults(results: readonly Result[], folder: string, check: boolean): void {
  for (const result of results) {
    const text = lines(summaryLines(result, folder, check));
    if (check && result.stale.length > 0) print(text);
    else printSummary(text);
  }
}

interface Result extends CatalogueFiles {
  /** Files that are not, or were not, as they should be. */
  readonly stale: readonly string[];
  readonly changes: readonly string[];
}

async function fetchProjects(paths: readonly string[], options: ImportOptions, known: ReadonlyMap<string, Catalogue>) {
  const hosts = hostsFor(options, process.env);
  tellNote(lines(asideNotices(paths.length > 0 ? paths : ['dist'])));
  const { uses, isComplete } = await usesFor(paths, options);
  // Manifests that are named stand for themselves.
  const isAsked = paths.length === 0 && !options.prune;
  const wanted = foldersToImport(uses, options, hosts, { locks: known, isAsked });
  return withConnection(options, hosts, async (names, askForAll) => {
    const folders = await withIdWhereRenamed(wanted, known.values(), names);
    const outcomes = await askForAll(folders, (folder) => names.listing(folder));
    const answered = folders.map((folder, index) => ({ folder, outcome: outcomes[index] }));
    const { catalogues, leftOut } = await makeCatalogues(answered, async ({ host, projectSlug }) =>
      projectSlug === undefined ? undefined : names.projectId(host, projectSlug),
    );
    const projects = catalogues.map(async (now): Promise<ImportedProject> => {
      const before = knownProject(now, known)?.catalogue;
      const catalogue = replaceCatalogue(before, now, options.prune ? undefined : folders);
      return before === undefined
        ? withName(catalogue, names)
        : { catalogue: await withCurrentSlug(catalogue, now, names) };
    });
    return { projects: await Promise.all(projects), leftOut, isComplete };
  });
}

/** A project that is new, and was asked for by its id, is called as Infisical calls it. */
async function withName(catalogue: Catalogue, names: SecretNames): Promise<ImportedProject> {
  const { host, project } = catalogue;
  if (project.slug !== undefined || project.id === undefined) return { catalogue };
  const { slug, name } = await names.project(host, project.id);
  return { catalogue: { ...catalogue, project: { ...project, slug } }, title: name };
}

/** Who uses what shall be imported, and whether these are all; nobody where the flags say it. */
async function usesFor(paths: readonly string[], options: ImportOptions) {
  checkRenderOptions(options);
  if (isFlagged(options)) return { uses: [], isComplete: true };
  const asked = paths.length > 0 ? paths : ['dist'].filter((folder) => existsSync(readableOutput(folder)));
  const compose = readCompose(paths, options);
  const manifests = await readRendered(asked, { ...options, command: commandLine(options) });
  const read = withCompose(withUnreadResources(manifests), compose);
  const access = accessIn(read.manifests, [], toldIn(configurationHere()));
  const { uses } = access;
  const isComplete = tellUnread(withUnfollowed(read, access), { asked }).length === 0;
  tell(lines(unknownNamespaceLines(uses, { consequence: 'the folders of each are imported' })));
  return { uses: [...uses, ...composeUses(compose, uses)], isComplete };
}

/** What reads a rendering that is piped in, to the same end. */
function commandLine({ check }: ImportOptions): string {
  return check ? 'import --check' : 'import';
}

/** While Infisical was asked, another import may have written: what it added is not in the texts here. */
function assertUnchanged(folder: string, known: ReadonlyMap<string, Catalogue>): void {
  if (isDeepStrictEqual(readLocks(folder), known)) return;
  throw new Error(`nothing was written: another import has changed ${folder} meanwhile, so run this one again`);
}

function writeAll(folder: string, results: readonly Result[]): void {
  const texts = results.flatMap(({ files, stale }) => stale.map((file) => [file, files.get(file) ?? ''] as const));
  writeFiles(folder, texts);
}

function textOf(file: string): string | undefined {
  const bytes = bytesOf(file);
  return typeof bytes === 'string' ? undefined : bytes.toString('utf8');
}

function summaryLines({ name, catalogue, stale, changes }: Result, folder: string, check: boolean): string[] {
  const { keys } = namesFor(name);
  const file = join(folder, `${name}.ts`);
  const count = `${counted(keysWithFolders(catalogue).size, 'key')} at ${counted(catalogue.folders.length, 'folder')}`;
  if (stale.length === 0) return [`${file}: ${keys}, ${count}, nothing has changed`];
  const what = check
    ? `${stale.map((one) => join(folder, one)).join(', ')}: not as Infisical is now, run \`npx cdk8s-infisical import\``
    : `${file}: ${keys}, ${count}`;
  return [what, ...changes.map((change) => `  ${change}`)];
}

function jsonOf(results: readonly Result[], folder: string): string {
  const projects = results.map(({ name, catalogue, stale, changes }) => ({
    file: join(folder, `${name}.ts`),
    constants: namesFor(name).keys,
    project: catalogue.project,
    keys: [...keysWithFolders(catalogue).keys()],
    stale: stale.length > 0,
    changes,
  }));
  return jsonText({ projects });
}
