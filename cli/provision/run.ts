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
import { documentOf } from './document/document';
import { differenceAt, isThere, type ProvisionFile, pathOf, refuseOthers, staleFiles, writeAll } from './files';
import type { ProvisionOptions } from './options';
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
  const files = installations.map((installation): ProvisionFile => {
    const path = pathOf(installation, installations.length === 1);
    return { path, text: documentOf(installation, settings), installation };
  });
  if (options.check) checkFiles(folder, files);
  else writeAndTell(folder, files);
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
    tell(lines([`${stale}: nothing is written there any more: see to what its state holds, and delete it`]));
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
  print(lines(stale.map((file) => `${file}: nothing needs it any more: see to what its state holds, and delete it`)));
  if (differences.length > 0) print(lines([`not as the manifests are now: ${REMEDY}`]));
  const isRight = differences.length + absent.length + stale.length === 0;
  if (isRight) printSummary(lines(files.map(({ path }) => `${join(folder, path)}: nothing has changed`)));
  else process.exitCode = ExitCode.FINDINGS;
}

const REMEDY = 'run `npx cdk8s-infisical provision`, and commit what it writes';
