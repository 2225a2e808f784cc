import { settingsIn } from '../../lib/evaluation/committed-settings';
import { configurationHere } from '../configuration/configuration';
import { unusedSuppressions } from '../configuration/unused-suppressions';
import { writeOutputFile } from '../files/write-files';
import { findingsInFolders } from '../findings/findings-in-folders';
import { documentOf } from '../formats/document';
import { colours, noColours } from '../terminal/colours';
import { ExitCode } from '../terminal/exit-code';
import { asTerminalText, lines } from '../terminal/terminal-text';
import { print, printDocument, tell } from '../terminal/writer';
import { lintJson } from './json';
import { lintDocument } from './lint-document';
import { lintFinding } from './lint-finding';
import { isFailing, type LintReport } from './lint-report';
import type { LintOptions } from './options';
import { type ReadForLint, readForLint } from './read';
import { lintText } from './text';

/** What the app of a project writes. */
const OUTPUT = 'dist';

export async function runLint(given: readonly string[], options: LintOptions): Promise<void> {
  const paths = given.length > 0 ? given : [OUTPUT];
  const read = readForLint(paths, options.previous);
  const report = lintReport(read, options);
  writeReport(report, options);
  if (options.showSuppressed) tell(lines(unusedHere(report, options)));
  if (isFailing(report, options.failOn)) process.exitCode = ExitCode.FINDINGS;
  if (report.unread.length > 0) process.exitCode = ExitCode.FAILURE;
}

function lintReport({ now, before, unread }: ReadForLint, { rule: asked, environment }: LintOptions): LintReport {
  const { suppressions, ...configuration } = configurationHere();
  const { kubernetesVersion, ...operator } = settingsIn(configuration);
  const { manifests, variables: variablesFilledIn } = now;
  const previous = before?.manifests;
  const found = findingsInFolders(manifests, { kubernetesVersion, operator, variablesFilledIn, previous });
  const findings = found
    .filter(({ finding }) => asked === undefined || asked.includes(finding.rule))
    .map((one) => lintFinding(one, suppressions, environment))
    .sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : 0));
  const files = new Set(manifests.map(({ file }) => file)).size;
  return { findings, unread, files, objects: manifests.length };
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
  else if (format === 'text' && !json) print(asTerminalText(text));
  else printDocument(text);
}

function reportText(
  report: LintReport,
  { format, json, output, failOn, showSuppressed: showsSuppressed }: LintOptions,
): string {
  if (json || format === 'json') return lintJson(report);
  if (format !== 'text') return documentOf(format, lintDocument(report, failOn));
  return lintText(report, { colours: output === undefined ? colours : noColours, showsSuppressed });
}
