import { lstatSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import {
  CONFIGURATION_FILE,
  type Configuration,
  NO_CONFIGURATION,
  type UnreadException,
} from '../../lib/configuration/configuration';
import { ConfigurationError } from '../../lib/configuration/read-configuration';
import { fields } from '../../lib/json/json';
import { composeAt, manifestPaths, readCompose, withCompose } from '../access/compose-files';
import { composeUses, type ReadCompose } from '../access/compose-uses';
import { type Followed, followedRead } from '../access/followed';
import { accessIn } from '../access/key-uses';
import { toldIn } from '../access/unknown-host';
import { unknownNamespaceLines } from '../access/unknown-namespaces';
import { accessReport, isAtKnown } from '../access-report/access-report';
import { changesBetween } from '../access-report/changes/compare';
import { textChanges } from '../access-report/changes/text';
import { shownPath } from '../access-report/shown-path';
import { configurationHere } from '../configuration/configuration';
import { configurationAt } from '../configuration/configuration-at';
import { type Telling, tellUnread } from '../configuration/tell-unread';
import { asideNotices, readableOutput } from '../files/readable-output';
import { writeOutputFile } from '../files/write-files';
import { absentSubmodules, type Commit, commitAt, fileAt, manifestsAt } from '../git/manifests-at';
import { jsonText } from '../languages/json';
import { joinReads, type ReadManifest, type ReadManifests } from '../manifests/read-manifests';
import { withExceptions } from '../manifests/unread-exceptions';
import { readRendered } from '../render/read-rendered';
import { renderedAt } from '../render/rendered-at';
import { referredKeys } from '../roles/referred-keys';
import { rolesFor } from '../roles/roles';
import { ExitCode } from '../terminal/exit-code';
import { printable } from '../terminal/printable';
import { asTerminalText, lines, say } from '../terminal/terminal-text';
import { print, printDocument, tell, tellNote } from '../terminal/writer';
import { readCatalogues } from './catalogues';
import { jsonChanges, markdownChanges } from './change-formats';
import { compareCompose } from './compare-compose';
import { filterBoth, filterReport } from './filter';
import { jsonReport } from './json';
import { markdownReport } from './markdown/report';
import type { Format, ReportOptions } from './options';
import { terraform } from './role/terraform';
import { checkRotated, rotationAsked, rotationIn } from './rotate/formats';
import { textReport } from './text';
import { wrappedReport } from './wrapped-report';

export async function runReport(paths: readonly string[], options: ReportOptions): Promise<void> {
  const { diff, role, rotate, output, exitCode } = options;
  if (exitCode && diff === undefined) throw new Error('--exit-code tells whether access grows: it needs --diff');
  if (options.for !== undefined && role === undefined)
    throw new Error('--for says whom a role is for: it needs --role');
  if (options.catalogue !== undefined && (diff ?? role) !== undefined)
    throw new Error(
      '--catalogue tells the folder of each key in a report: it goes neither with --diff nor with --role',
    );
  checkReferredKeys(options);
  checkRotated(options);
  const compose = readCompose(paths, options);
  const asked = { paths: manifestPaths(paths, compose), compose };
  tellNote(lines(asideNotices(asked.paths)));
  const text =
    role !== undefined
      ? await roleText(asked, options)
      : diff !== undefined
        ? await diffText(asked, diff, options)
        : await reportText(asked, options);
  if (output !== undefined) writeReport(output, text);
  else if (role === undefined && formatOf(options) === 'text')
    print(asTerminalText(rotate === undefined ? onTerminal(text) : text));
  else printDocument(text);
}

function onTerminal(text: string): string {
  const columns = columnsHere();
  return columns === undefined ? text : wrappedReport(text, columns);
}

function columnsHere(): number | undefined {
  return process.stdout.columns || undefined;
}

const LISTED = 'it is listed with the keys of each';

interface Asked {
  /** Of manifests. */
  readonly paths: readonly string[];
  readonly compose: ReadCompose;
}

async function reportText({ paths, compose }: Asked, options: ReportOptions): Promise<string> {
  const here = configurationHere();
  const manifests = await readRendered(paths, { ...options, command: 'report' });
  const followed = followedAndTold(withCompose(manifests, compose), here, LISTED);
  const read = tellUnreadOf(followed.read, { asked: paths });
  // What is not in the report may be just what its reader looks for.
  if (read[1].length > 0) process.exitCode = ExitCode.FAILURE;
  const catalogued = readCatalogues(options.catalogue, here);
  for (const problem of catalogued.problems) tell(problem);
  if (catalogued.problems.length > 0) process.exitCode = ExitCode.FAILURE;
  const { projects: more, originsOf } = catalogued;
  const [projects, settings] = [[...here.projects, ...more], toldIn(here)];
  const { access: first } = followed;
  const access = more.length === 0 ? first : accessIn(read[0], projects, settings, first.models);
  const whole = accessReport(...read, compose, { projects, settings, originsOf, access });
  const report = filterReport(whole, filterOf(options));
  const { rotate } = options;
  if (rotate !== undefined) {
    const uses = [...access.uses, ...composeUses(compose, access.uses, projects)].filter(isAtKnown);
    const asked = { key: rotate, ...rotationAsked(options), uses, report, originsOf };
    return rotationIn(formatOf(options), asked, options.output === undefined ? columnsHere() : undefined);
  }
  switch (formatOf(options)) {
    case 'text':
      return textReport(report);
    case 'markdown':
      return markdownReport(report);
    case 'json':
      return jsonReport(report);
    case 'html': {
      const { htmlPage } = await import('./page/page.js');
      return htmlPage(report);
    }
  }
}

async function diffText(asked: Asked, ref: string, options: ReportOptions): Promise<string> {
  const format = formatOf(options);
  if (format === 'html') throw new Error('the HTML page shows a whole report: with --diff, take --format markdown');
  const commit = commitAt(ref);
  const merged = mergeConfigurations(commit, ref);
  const { unread: exceptions, projects } = merged;
  const { paths } = asked;
  const pastCompose = composeAt(paths, options, (file) => fileAt(commit, file));
  const [past, compose] = compareCompose(pastCompose, asked.compose, ref);
  const atRef = withCompose(await renderedAt(commit, manifestsAt(commit, paths), options), past);
  // What is gone has been lost by all who had it.
  const present = paths.filter((path) => lstatSync(readableOutput(path), { throwIfNoEntry: false }) !== undefined);
  const manifests = await readRendered(present, options);
  const readNow = withCompose(joinReads([manifests, absentSubmodules(commit, paths)]), compose);
  const here = configurationHere();
  const wholeNow = followedAndTold(readNow, { ...here, projects }, LISTED);
  const wholePast = followedRead(withoutUnknown(atRef, wholeNow.read, exceptions), merged);
  const [old, oldUnread] = tellUnreadOf(wholePast.read, { at: `${ref}:`, exceptions });
  const [now, nowUnread] = tellUnreadOf(wholeNow.read, { exceptions, asked: present });
  const before = accessReport(old, [], past, { projects, settings: toldIn(merged), access: wholePast.access });
  // Another default connection is another place, and told as such.
  const after = accessReport(now, [], compose, { projects, settings: toldIn(here), access: wholeNow.access });
  if (present.length === 0 && before.workloads.length === 0) {
    throw new Error(`${paths.join(', ')}: there is no such file or folder, neither here nor at ${ref}`);
  }
  const changes = changesBetween(...filterBoth(before, after, filterOf(options)));
  const unread = [...oldUnread.map((place) => printable(`${ref}:${place}`)), ...nowUnread];
  if (options.exitCode && changes.some(({ grows }) => grows)) process.exitCode = ExitCode.FINDINGS;
  if (unread.length > 0) process.exitCode = ExitCode.FAILURE;
  if (format === 'markdown') return markdownChanges(changes, printable(ref), unread);
  return format === 'json' ? jsonChanges(changes, unread) : textChanges(changes, unread);
}

/**
 * The manifests without what may or may not be there still, as its file cannot be read any more, or another one of its folder that
 * nobody allows to be unread, into which it may have moved: nothing of it is said to be gone.
 */
function withoutUnknown(
  past: ReadManifests,
  now: ReadManifests,
  exceptions: readonly UnreadException[],
): ReadManifests {
  const unread = new Set(now.problems.map(({ file }) => file));
  const unallowed = new Set(withExceptions(now, exceptions, []).left.map(({ file }) => file));
  const known = new Set(now.manifests.map(identityOf));
  const folders = [...new Set(past.manifests.map(({ folder }) => folder))];
  const unsure = new Set(folders.filter((folder) => [...unallowed].some((file) => isIn(file, folder))));
  const isSure = (read: ReadManifest) => !unread.has(read.file) && !unsure.has(read.folder);
  return { ...past, manifests: past.manifests.filter((read) => isSure(read) || known.has(identityOf(read))) };
}

function isIn(file: string, folder: string): boolean {
  return dirname(file) === folder || file.startsWith(`${folder}${sep}`);
}

function identityOf({ folder, manifest: { kind, metadata } }: ReadManifest): string {
  const { namespace, name } = fields(metadata);
  return JSON.stringify([folder, kind, namespace, name]);
}

function checkReferredKeys({ also, role, rotate, for: purpose }: ReportOptions): void {
  if (also === undefined || rotate !== undefined) return;
  if (role === undefined)
    throw new Error(
      '--also names keys that a role needs too, or that change with another one: it needs --role or --rotate',
    );
  if (purpose === 'check')
    throw new Error('--also is for the role of the operator: that of check may describe every key of its folders');
}

async function roleText({ paths, compose }: Asked, options: ReportOptions): Promise<string> {
  const { role, for: purpose = 'operator', also = [] } = options;
  const referred = referredKeys(also);
  const here = configurationHere();
  const rendered = await readRendered(paths, { ...options, command: `report --role ${role}` });
  const { read } = followedAndTold(withCompose(rendered, compose), here, 'the role has the folders of each');
  const [manifests, unread] = tellUnreadOf(read, { asked: paths });
  const roles = rolesFor(purpose, manifests, { compose, projects: here.projects, settings: toldIn(here), referred });
  // A role for a part of the manifests makes the keys of the others vanish.
  if (unread.length > 0) process.exitCode = ExitCode.FAILURE;
  return role === 'terraform' ? terraform(roles) : jsonText(roles);
}

/** As it is followed, with the workloads told that are listed for more namespaces than theirs. */
function followedAndTold(read: ReadManifests, configuration: Configuration, consequence: string): Followed {
  const followed = followedRead(read, configuration);
  tell(lines(unknownNamespaceLines(followed.access.uses, { consequence, shown: shownPath })));
  return followed;
}

/** The manifests, and the places of what is unread, which is told on the side: the report does not have it. */
function tellUnreadOf(read: ReadManifests, telling: Telling) {
  const unread = tellUnread(read, { ...telling, shown: shownPath });
  return [read.manifests, unread.map(({ file, line, column }) => `${shownPath(file)}:${line}:${column}`)] as const;
}

/** A change must not be able to hide itself: what it writes into the configuration counts from the merge on. */
function mergeConfigurations(commit: Commit, ref: string): Configuration {
  const merged = checkConfigurationAt(commit, ref);
  const { unread, projects } = configurationHere();
  const later = [
    ...unread
      .filter(({ files }) => !merged.unread.some((other) => other.files === files))
      .map(({ files }) => `the exception for ${files}`),
    ...projects
      .filter(({ slug, id }) => !merged.projects.some((other) => other.slug === slug && other.id === id))
      .map(({ slug }) => `the id of the project ${slug}`),
  ];
  for (const what of later) tell(say`${CONFIGURATION_FILE}: ${what} is not in ${ref} yet: it counts after the merge\n`);
  return merged;
}

/** Nothing of one with mistakes counts: the change may be the one that mends it. */
function checkConfigurationAt(commit: Commit, ref: string): Configuration {
  try {
    return configurationAt(commit, ref);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    tell(lines([...error.problems, `${ref}:${CONFIGURATION_FILE}: it has mistakes, and nothing of it counts`]));
    return NO_CONFIGURATION;
  }
}

function filterOf({ key, environment = [] }: ReportOptions) {
  return { key, environments: environment };
}

function formatOf({ format, json }: ReportOptions): Format {
  return json ? 'json' : (format ?? 'text');
}

function writeReport(file: string, text: string): void {
  try {
    writeOutputFile(file, text);
  } catch {
    throw new Error(`${file}: it cannot be written`);
  }
  tellNote(say`wrote ${file}\n`);
}
