import { join } from 'node:path';
import type { Configuration } from '../../lib/configuration/configuration';
import { manifestPaths, readCompose, withCompose } from '../access/compose-files';
import { followedRead } from '../access/followed';
import { unknownNamespaceLines } from '../access/unknown-namespaces';
import { shownPath } from '../access-report/shown-path';
import { configurationHere } from '../configuration/configuration';
import { tellUnread } from '../configuration/tell-unread';
import { asideNotices } from '../files/readable-output';
import { readRendered } from '../render/read-rendered';
import { referredKeys } from '../roles/referred-keys';
import { ExitCode } from '../terminal/exit-code';
import { ProblemsError } from '../terminal/failure-text';
import { asTerminalText, lines } from '../terminal/terminal-text';
import { print, printSummary, tell, tellNote } from '../terminal/writer';
import { ciOf } from './ci';
import type { Installation } from './declared/installation';
import { installationsOf } from './declared/installations';
import { goneNotes, keptNotes, lossProblems } from './document/changes';
import { committedIn } from './document/committed';
import { type DocumentSettings, documentOf } from './document/document';
import { withMadeProjects } from './document/forgotten';
import {
  committedAt,
  differenceAt,
  isThere,
  type ProvisionFile,
  pathOf,
  refuseOthers,
  staleFiles,
  writeAll,
} from './files';
import type { ProvisionOptions } from './options';
import { configurationFor } from './remembered';
import { summaryOf } from './summary';

const FOLDER = 'terraform';

export async function runProvision(paths: readonly string[], options: ProvisionOptions): Promise<void> {
  const here = configurationHere();
  const ci = ciOf(options, here.provision?.ci);
  const existing = [...(options.existing ? ['all'] : []), ...(here.provision?.existing ?? [])];
  const also = [...(options.also ?? []), ...(here.provision?.also ?? [])];
  const installations = await readInstallations(paths, options, { here, existing, also });
  const settings = { ...here.provision, ci, isAllExisting: existing.includes('all') };
  const folder = options.folder ?? here.provision?.folder ?? FOLDER;
  const changes = installations.map((one) => changeOf(one, { folder, settings, isOnly: installations.length === 1 }));
  const problems = changes.flatMap((change) => change.problems);
  const files = changes.map(({ file }) => file);
  if (problems.length > 0) throw new ProblemsError(problems);
  if (options.check) return checkFiles(folder, files);
  writeAndTell(folder, files);
  tell(lines(changes.flatMap(({ notes }) => notes)));
  printSummary(lines(configurationFor(options, { ci, existing, also }, here.provision)));
}

interface Place {
  readonly folder: string;
  readonly settings: DocumentSettings;
  readonly isOnly: boolean;
}

/** A file, with what becomes of what the one that it replaces has. */
function changeOf(declared: Installation, { folder, settings, isOnly }: Place) {
  const path = pathOf(declared, isOnly);
  const place = join(folder, path);
  const before = committedAt(folder, path);
  const installation = withMadeProjects(declared, before);
  const file: ProvisionFile = { path, text: documentOf(installation, settings, before), installation };
  const after = committedIn(file.text, place);
  const notes = [...goneNotes(before, after), ...keptNotes(declared, installation, place)];
  return { file, notes, problems: lossProblems(installation, before, after) };
}

interface Asked {
  readonly here: Configuration;
  readonly existing: readonly string[];
  readonly also: readonly string[];
}

/** @throws if something is unread: what only that names would be taken away */
async function readInstallations(
  paths: readonly string[],
  options: ProvisionOptions,
  { here, existing, also }: Asked,
): Promise<Installation[]> {
  const nothing = options.check ? 'nothing was compared' : 'nothing was written';
  const compose = readCompose(paths, options);
  const asked = manifestPaths(paths, compose);
  tellNote(lines(asideNotices(asked)));
  const command = options.check ? 'provision --check' : 'provision';
  const rendered = await readRendered(asked, { ...options, command });
  const { read, access } = followedRead(withCompose(rendered, compose), here);
  const consequence = 'the machine identity may read the folders of each';
  tell(lines(unknownNamespaceLines(access.uses, { consequence, shown: shownPath })));
  const unread = tellUnread(read, { asked, shown: shownPath });
  if (unread.length > 0) {
    const places = unread.length === 1 ? '1 place is' : `${unread.length} places are`;
    throw new Error(`${nothing}: ${places} unread, and Terraform would take away what only these need`);
  }
  const { manifests } = read;
  const referred = referredKeys(also);
  const declared = { manifests, access, compose, configuration: here, existing, referred };
  const { installations, problems } = installationsOf(declared);
  if (problems.length > 0) throw new ProblemsError(problems);
  if (installations.length > 0) return installations;
  throw new Error(`${nothing}: the manifests read no folder of Infisical`);
}

function writeAndTell(folder: string, files: readonly ProvisionFile[]): void {
  writeAll(folder, files);
  printSummary(lines(files.map(({ path, installation }) => `${join(folder, path)}: ${summaryOf(installation)}`)));
  tellByHand(files);
  for (const stale of staleFiles(folder, files)) {
    tell(
      lines([
        `${stale}: nothing is written there any more: move its state to the files that are written now before you delete it, as an apply without it would destroy what the state holds`,
      ]),
    );
  }
}

function tellByHand(files: readonly ProvisionFile[]): void {
  tellNote(lines(files.flatMap(({ installation }) => installation.byHand.map((line) => `by hand: ${line}`))));
}

function checkFiles(folder: string, files: readonly ProvisionFile[]): void {
  refuseOthers(folder, files);
  const absent = files.filter(({ path }) => !isThere(folder, path));
  const there = files.filter((file) => !absent.includes(file));
  const differences = there.map((file) => differenceAt(folder, file)).filter((text) => text !== '');
  const stale = staleFiles(folder, files);
  print(asTerminalText(differences.join('')));
  print(lines(absent.map(({ path }) => `${join(folder, path)}: it is not there: ${REMEDY}`)));
  print(
    lines(
      stale.map(
        (file) =>
          `${file}: nothing needs it any more: move its state to the files that are written now before you delete it, as an apply without it would destroy what the state holds`,
      ),
    ),
  );
  if (differences.length > 0) print(lines([`not as the manifests are now: ${REMEDY}`]));
  const isRight = differences.length + absent.length + stale.length === 0;
  if (isRight) printSummary(lines(files.map(({ path }) => `${join(folder, path)}: nothing has changed`)));
  else process.exitCode = ExitCode.FINDINGS;
}

const REMEDY = 'run `npx cdk8s-infisical provision`, and commit what it writes';
