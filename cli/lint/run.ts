import { settingsIn } from '../../lib/evaluation/committed-settings';
import { configurationHere } from '../configuration/configuration';
import { unusedSuppressions } from '../configuration/unused-suppressions';
import { writeOutputFile } from '../files/write-files';
import { findingsInFolders } from '../findings/findings-in-folders';
import type { FoundInInput } from '../findings/input-findings';
import { documentOf } from '../formats/document';
import { withNamespace } from '../manifests/placed-manifests';
import type { ReadManifest } from '../manifests/read-manifests';
import { colours, noColours } from '../terminal/colours';
import { ExitCode } from '../terminal/exit-code';
import { tellHowToExplain } from '../terminal/explain-hint';
import { asTerminalText, lines } from '../terminal/terminal-text';
import { print, printDocument, printSummary, tell } from '../terminal/writer';
import { hasMended } from './fix/mend';
import { lintJson } from './json';
import { lintDocument } from './lint-document';
import { isSuppressed, lintFinding } from './lint-finding';
import { isFailing, type LintReport, lintReport } from './lint-report';
import type { LintOptions } from './options';
import { manifestsNow, type ReadForLint, readForLint } from './read';
import { lintText } from './text';

/** What the app of a project writes. */
const OUTPUT = 'dist';

export async function runLint(given: readonly string[], options: LintOptions): Promise<void> {
  const paths = given.length > 0 ? given : [OUTPUT];
  const read = await withFixes(await readForLint(paths, options.previous, options), paths, options);
  const { manifests } = read.now;
  const found = foundIn(manifests, read, options);
  const { suppressions } = configurationHere();
  const report = lintReport({ manifests, unread: read.unread, found }, suppressions, options.environment);
  writeReport(report, options);
  if (options.showSuppressed) tell(lines(unusedHere(report, options)));
  if (isFailing(report, options.failOn)) process.exitCode = ExitCode.FINDINGS;
  if (report.unread.length > 0) process.exitCode = ExitCode.FAILURE;
}

/** What is there after the fixes; as it was where none is asked for, or they are shown only. */
async function withFixes(read: ReadForLint, asked: readonly string[], options: LintOptions): Promise<ReadForLint> {
  const { fix, diff, format, json, output, environment, namespace } = options;
  if (!fix && !diff) return read;
  const { suppressions } = configurationHere();
  const isWritten = hasMended(read.now.manifests, {
    asked,
    isDry: !fix,
    isAside: output === undefined && (json === true || format !== 'text'),
    findingsOf: (manifests) =>
      foundIn(withNamespace({ manifests }, namespace).manifests, read, options).filter(
        (one) => !isSuppressed(lintFinding(one, suppressions, environment)),
      ),
  });
  return isWritten ? { ...read, now: await manifestsNow(asked, options) } : read;
}

function foundIn(
  manifests: readonly ReadManifest[],
  { now, before }: ReadForLint,
  { rule: asked }: LintOptions,
): FoundInInput[] {
  const { kubernetesVersion, ...operator } = settingsIn(configurationHere());
  const { variables: variablesFilledIn } = now;
  const previous = before?.manifests;
  const found = findingsInFolders(manifests, { kubernetesVersion, operator, variablesFilledIn, previous });
  return found.filter(({ finding }) => asked === undefined || asked.includes(finding.rule));
}

function unusedHere({ findings }: LintReport, { rule: asked }: LintOptions): string[] {
  const { suppressions } = configurationHere();
  const own = suppressions.filter(({ rule }) => asked === undefined || asked.some((one) => one === rule));
  return unusedSuppressions(findings, own);
}

function writeReport(report: LintReport, options: LintOptions): void {
  const { format, json, output } = options;
  const text = reportText(report, options);
  if (output !== undefined) writeOutputFile(output, text);
  else if (format === 'text' && !json) (isClean(report, options) ? printSummary : print)(asTerminalText(text));
  else printDocument(text);
  if (format === 'text' && !json && output === undefined) tellHowToExplain(openRules(report));
}

function openRules({ findings }: LintReport): string[] {
  return findings.filter((one) => !isSuppressed(one)).map(({ rule }) => rule);
}

/** Whether there is nothing to say but that. */
function isClean({ findings, unread }: LintReport, { showSuppressed }: LintOptions): boolean {
  return unread.length === 0 && findings.every((one) => isSuppressed(one) && !showSuppressed);
}

function reportText(
  report: LintReport,
  { format, json, output, failOn, showSuppressed: showsSuppressed }: LintOptions,
): string {
  if (json || format === 'json') return lintJson(report);
  if (format !== 'text') return documentOf(format, lintDocument(report, failOn));
  return lintText(report, { colours: output === undefined ? colours : noColours, showsSuppressed });
}
