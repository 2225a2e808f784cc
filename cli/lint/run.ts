import { settingsIn } from '../../lib/evaluation/committed-settings';
import { configurationHere } from '../configuration/configuration';
import { unusedSuppressions } from '../configuration/unused-suppressions';
import { writeOutputFile } from '../files/write-files';
import { findingsInFolders } from '../findings/findings-in-folders';
import { colours, noColours } from '../terminal/colours';
import { ExitCode } from '../terminal/exit-code';
import { asTerminalText, lines } from '../terminal/terminal-text';
import { print, printDocument, tell } from '../terminal/writer';
import { lintJson } from './json';
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

function writeReport(report: LintReport, { format, json, output, showSuppressed }: LintOptions): void {
  const used = json ? 'json' : format;
  const style = { colours: output === undefined ? colours : noColours, showsSuppressed: showSuppressed };
  const text = used === 'json' ? lintJson(report) : lintText(report, style);
  if (output !== undefined) writeOutputFile(output, text);
  else if (used === 'text') print(asTerminalText(text));
  else printDocument(text);
}
