import { join } from 'node:path';
import { CONFIGURATION_FILE } from '../../lib/configuration/configuration';
import type { Manifest } from '../../lib/model/manifest';
import { counted } from '../../lib/text/counted';
import { listed } from '../../lib/text/listed';
import { toldFindings } from '../findings/grouped-findings';
import { type FoundInInput, inputFinding, objectName } from '../findings/input-findings';
import { colours } from '../terminal/colours';
import { printable } from '../terminal/printable';
import { isQuiet } from '../terminal/quiet';
import { helmNote } from './helm-note';
import { stillAppliedIn } from './left-out';
import { isPlanNeeded } from './migration/handover-plan';
import { equalForms, type Outcome, type Verification } from './outcome';
import { renderedLines } from './rendered-lines';
import { restartsText } from './restarts-text';
import { switchedOffLines } from './rules-switched-off';
import { workloadsSection } from './workloads-section';

export function outcomeAsText(outcome: Outcome): string {
  const sections = isQuiet() ? remarkableSections(outcome) : allSections(outcome);
  const told = sections.filter((section) => section !== '');
  return told.length === 0 ? '' : `${told.join('\n\n')}\n`;
}

function allSections(outcome: Outcome): string[] {
  return [
    adoptedSection(outcome),
    apartSection(outcome),
    workloadsSection(outcome.adoption),
    leftOutSection(outcome),
    helmNote(outcome.adoption.adopted),
    namespacesSection(outcome),
    formsSection(outcome),
    findingsSection(outcome),
    releaseSection(outcome),
    fixesSection(outcome),
    migrationSection(outcome),
    installationSection(outcome),
    verificationSection(outcome),
  ];
}

/** What somebody has to look at: not what was done, and not that all is as it was. */
function remarkableSections(outcome: Outcome): string[] {
  const { verification } = outcome;
  return [
    leftOutSection(outcome),
    helmNote(outcome.adoption.adopted),
    findingsSection(outcome),
    releaseSection(outcome),
    migrationSection(outcome),
    ...(outcome.installation?.state === 'failed' ? [installationSection(outcome)] : []),
    ...(isAsItWas(verification) ? [] : [verificationSection(outcome)]),
  ];
}

function isAsItWas(verification: Verification): boolean {
  if (verification.state !== 'done') return false;
  const { differences, typeErrors, compiler } = verification;
  return differences.length === 0 && typeErrors.length === 0 && compiler !== undefined;
}

function adoptedSection({ adoption, folder, files, library }: Outcome): string {
  const kinds = new Map<string, number>();
  for (const { manifest } of adoption.adopted) kinds.set(manifest.kind, (kinds.get(manifest.kind) ?? 0) + 1);
  const what = [...kinds].map(([kind, count]) => `${count} ${printable(kind)}`).join(', ');
  const shown = files.length > 6 ? [...files.slice(0, 5), `${files.length - 5} more`] : files;
  const written = files.length === 0 ? 'nothing' : printable(`${folder}: ${shown.join(', ')}`);
  const of = adoption.environments?.map(({ name }) => name);
  const environments = of === undefined ? '' : `\nof       ${listed(of)}: one project`;
  const from = library === undefined ? '' : `\nlibrary  package.json takes it from ${printable(library)} now`;
  return `${colours.bold('adopted')}  ${what || 'nothing'}${environments}\nwritten  ${written}${from}${renderedLines(adoption.adopted)}`;
}

function apartSection({ adoption: { apart = [] } }: Outcome): string {
  const lines = apart.map(
    ({ chart, environments, reason }) =>
      `  ${printable(chart)} has a class for each environment (${listed(environments)}), because ${printable(reason)}`,
  );
  return section('charts that environments do not share', lines);
}

function leftOutSection({ adoption }: Outcome): string {
  const lines = adoption.leftOut.map(({ read, reason }) =>
    lineAtPlace(read, `${objectName(read.manifest)}: ${reason}`),
  );
  const count = stillAppliedIn(adoption.leftOut);
  const still = count === 0 ? [] : [`  ${stillAppliedText(count)}`];
  return section('left out', [...withinLimit(lines, 20), ...still]);
}

/** Whoever deploys the program in place of the YAML, and prunes, would delete it. */
function stillAppliedText(count: number): string {
  const [are, their] = count === 1 ? ['is', 'its'] : ['are', 'their'];
  return `${counted(count, 'object')} ${are} not in dist/: keep ${their} YAML applied. --include-rest declares what holds no secret`;
}

function namespacesSection({ namespaces, adoption }: Outcome): string {
  if (namespaces === undefined) return '';
  const { given, unknown } = namespaces;
  const isAdopted = new Set(adoption.adopted.map(placeText));
  const left = unknown.filter((read) => isAdopted.has(placeText(read)));
  const lines = given.map(
    ({ namespace, from, objects }) =>
      `  "${namespace}" for ${counted(objects.length, 'object')}, as ${listed(from)} says`,
  );
  const open = `  not known for ${counted(left.length, 'object')}, and left open in the program: --namespace gives the one of who applies them`;
  return section('namespaces of what names none', [...lines, ...(left.length > 0 ? [open] : [])].map(printable));
}

function placeText({
  file,
  line,
  manifest,
}: {
  readonly file: string;
  readonly line: number;
  readonly manifest: Manifest;
}): string {
  return JSON.stringify([file, line, objectName(manifest)]);
}

function lineAtPlace({ file, line }: { readonly file: string; readonly line: number }, text: string): string {
  return `  ${printable(`${file}:${line} ${text}`)}`;
}

function formsSection({ adoption }: Outcome): string {
  const lines = equalForms(adoption).map(
    ({ form, same, reason, count }) => `  ${form} became ${same} (${count}): ${reason}`,
  );
  return section('in another form that means the same', lines);
}

function findingsSection({ adoption, mendable, folder, suppressedWarnings = 0 }: Outcome): string {
  const lines = toldFindings(adoption.findings).map(
    ({ places: [first, ...others], severity, rule, message, about }) => {
      const colour = severity === 'error' ? colours.red : colours.yellow;
      const what = printable(about === undefined ? message : `[${about}] ${message}`);
      const also = others.length === 0 ? '' : `, also at ${printable(fewPlaces(others))}`;
      return `  ${printable(first)} ${colour(severity)} ${what}${rule === undefined ? '' : ` (${rule})`}${also}`;
    },
  );
  const mend = mendable > 0 ? [`  --fix puts ${mendable} of it right, as far as that is safe`] : [];
  const file = printable(join(folder, CONFIGURATION_FILE));
  const quiet =
    suppressedWarnings > 0
      ? [
          `  ${file} suppresses ${counted(suppressedWarnings, 'warning')} of it from now on: take an entry out, and synth tells it again`,
        ]
      : [];
  return section('wrong before already', [...lines, ...mend, ...quiet, ...switchedOffLines(adoption)]);
}

const MOST_PLACES = 5;

function fewPlaces(places: readonly string[]): string {
  const more = places.length - MOST_PLACES;
  return more > 0
    ? `${places.slice(0, MOST_PLACES).join(', ')} and ${more} more (--json lists them)`
    : places.join(', ');
}

/** What of the program depends on the release of the cluster, and what was done about it. */
function releaseSection({ adoption: { release }, folder, kubernetesVersion }: Outcome): string {
  const { told, contradicted, needed } = release;
  const file = printable(join(folder, CONFIGURATION_FILE));
  if (contradicted !== undefined) {
    const { version, found } = contradicted;
    const remedy = `write kubernetes.version: "${version}" into it if that is what the cluster has, and run this again with --force; no rule is switched off for it`;
    return section('release of Kubernetes', [
      `  ${CONFIGURATION_FILE} says ${printable(told ?? '')}, and ${placesText(found)} ${needText(found)} ${version}: ${remedy}`,
    ]);
  }
  if (kubernetesVersion === undefined || needed === undefined) return '';
  const { version, isWritten } = kubernetesVersion;
  const what = `kubernetes.version: "${printable(version)}"`;
  const done = isWritten ? `${what} is in ${file} now` : `write ${what} into ${file}`;
  const why = `${placesText(needed.found)} ${needText(needed.found)} ${needed.version} at least`;
  return section('release of Kubernetes', [
    `  ${done}: ${why}${told === undefined ? '; if the cluster has a newer one, write that' : ''}`,
  ]);
}

function needText({ length }: readonly unknown[]): string {
  return length === 1 ? 'needs' : 'need';
}

function placesText(found: readonly FoundInInput[]): string {
  const places = found
    .map(inputFinding)
    .map(({ file, line, object, at }) => `${file}:${line} [${object}] ${at ?? ''}`.trim());
  const more = places.length - MOST_PLACES;
  return printable(
    more > 0 ? `${places.slice(0, MOST_PLACES).join(', ')} and ${more} more (--json lists them)` : listed(places),
  );
}

function fixesSection(outcome: Outcome): string {
  const lines = outcome.fixes.map((fix) => lineAtPlace(fix, `[${fix.object}] ${fix.message}`));
  return section('fixed', lines);
}

function migrationSection({ adoption: { migration }, folder }: Outcome): string {
  if (migration === undefined) return '';
  if (!isPlanNeeded(migration))
    return section('migrated to v1beta1', ['  nothing: what is adopted has nothing of v1alpha1']);
  const lines = [
    `  ${migration.migrated.length} InfisicalSecret became InfisicalStaticSecret; the plan to hand over is in ${printable(folder)}/MIGRATION.md`,
    ...migration.kept.map(({ read, reason }) =>
      lineAtPlace(read, `[${objectName(read.manifest)}] stays v1alpha1: ${reason}`),
    ),
    ...migration.restarted.map((read) =>
      lineAtPlace(read, `[${objectName(read.manifest)}] restarts once, for certain: it asks for auto-reload`),
    ),
  ];
  return section('migrated to v1beta1', lines);
}

function installationSection({ installation, folder }: Outcome): string {
  switch (installation?.state) {
    case undefined:
      return '';
    case 'there':
      return 'Nothing was installed: the program finds all that it needs already.';
    case 'done':
      return `npm has installed what ${printable(folder)}/package.json names; no script of a package was run.`;
    case 'failed':
      return `${colours.red('Nothing was installed')}:\n${installation.reason
        .split('\n')
        .map((line) => `  ${printable(line)}`)
        .join('\n')}`;
  }
}

/** Where the project has a package.json of its own, that need not name what a program needs. */
const INSTALL =
  'Install what a program needs (npm install cdk8s-infisical cdk8s cdk8s-plus-28 constructs, and npm install --save-dev tsx typescript)';

function verificationSection({ verification, adoption, files, installation }: Outcome): string {
  switch (verification.state) {
    case 'skipped':
      return 'The program was not run: nothing is compared.';
    case 'missing':
      return `${colours.red('The program could not be run')}: ${verification.reason}. ${files.includes('package.json') ? 'Install what package.json names' : INSTALL}, and run this again with --force.`;
    case 'failed':
      return `${colours.red('The program fails')}:\n${verification.reason.split('\n').map(printable).join('\n')}`;
    case 'done':
      return comparisonText(verification, {
        objects: adoption.adopted.length - (adoption.migration?.migrated.length ?? 0),
        restarts: restartsText(verification.differences, adoption),
        isInstalling: installation !== undefined,
      });
  }
}

function comparisonText(
  verification: Verification & { state: 'done' },
  { objects, restarts, isInstalling }: { objects: number; restarts: string; isInstalling: boolean },
): string {
  const { differences, typeErrors, compiler, protection, packages } = verification;
  const types =
    compiler === undefined
      ? `The types were not checked: ${packages.of === 'command' ? `nothing is installed for it${isInstalling ? '' : ' (--install does that)'}` : 'the project has no typescript'}.`
      : typeErrors.length === 0
        ? `The types are right (typescript ${compiler}).`
        : `${colours.red('The types are wrong')}:\n${typeErrors.map((line) => `  ${printable(line)}`).join('\n')}`;
  const lines = differences.map(({ object, file, line, what }) => {
    const where = file === undefined ? '' : `${file}:${line} `;
    return `  ${printable(`${where}[${object}] ${what}`)}`;
  });
  const result =
    lines.length === 0
      ? colours.green(
          `The program was run: ${counted(objects, 'object')} ${objects === 1 ? 'comes out as it' : 'come out as they'} went in.`,
        )
      : `${colours.red('What comes out is not what went in')}:\n${lines.join('\n')}`;
  return `${[types, result, restarts].filter(Boolean).join('\n')}\nIt ran ${protection}.${packagesText(packages)}`;
}

/** With which packages it was run, where these are not those that the project will have. */
function packagesText({ of, versions }: (Verification & { state: 'done' })['packages']): string {
  if (of === 'project') return '';
  const all = Object.entries(versions).map((one) => one.join(' '));
  return `\nIts packages were those of this command, for want of its own: ${printable(listed(all))}.`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${colours.bold(title)}\n${lines.join('\n')}`;
}

function withinLimit(lines: string[], most: number): string[] {
  return lines.length > most
    ? [...lines.slice(0, most), `  … and ${lines.length - most} more (--json lists them)`]
    : lines;
}
