import { existsSync } from 'node:fs';
import { asideNotices, readableOutput } from '../files/readable-output';
import { writeOutputFile } from '../files/write-files';
import { jsonText } from '../languages/json';
import { type ReadManifests, readManifests } from '../manifests/read-manifests';
import { ExitCode } from '../terminal/exit-code';
import { printable } from '../terminal/printable';
import { composed, lines, say } from '../terminal/terminal-text';
import { print, printDocument, tell } from '../terminal/writer';
import { accessReport } from './access-report';
import { changesBetween } from './changes/compare';
import { jsonChanges, markdownChanges, textChanges } from './changes/formats';
import { manifestsAt } from './changes/manifests-at';
import type { Format, ReportOptions } from './command';
import { bothFiltered, filtered } from './filter';
import { jsonReport } from './json';
import { markdownReport } from './markdown/report';
import { rolesFor } from './role/roles';
import { terraform } from './role/terraform';
import { shownPath } from './shown-path';
import { textReport } from './text';

export async function runReport(paths: readonly string[], options: ReportOptions): Promise<void> {
  const { diff, role, output, exitCode } = options;
  if (exitCode && diff === undefined) throw new Error('--exit-code tells whether access grows: it needs --diff');
  if (options.for !== undefined && role === undefined)
    throw new Error('--for says whom a role is for: it needs --role');
  tell(lines(asideNotices(paths)));
  const text =
    role !== undefined
      ? roleText(paths, options)
      : diff !== undefined
        ? diffText(paths, diff, options)
        : await reportText(paths, options);
  if (output !== undefined) write(output, text);
  else if (role === undefined && formatOf(options) === 'text') print(composed(text));
  else printDocument(text);
}

async function reportText(paths: readonly string[], options: ReportOptions): Promise<string> {
  const report = filtered(accessReport(manifestsOf(readManifests(paths))), filterOf(options));
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

function diffText(paths: readonly string[], ref: string, options: ReportOptions): string {
  const format = formatOf(options);
  if (format === 'html') throw new Error('the HTML page shows a whole report: with --diff, take --format markdown');
  const before = accessReport(manifestsOf(manifestsAt(ref, paths), `${ref}:`));
  // What is gone has been lost by all who had it.
  const present = paths.filter((path) => existsSync(readableOutput(path)));
  const after = accessReport(manifestsOf(readManifests(present)));
  if (present.length === 0 && before.workloads.length === 0) {
    throw new Error(`${paths.join(', ')}: there is no such file or folder, neither here nor at ${ref}`);
  }
  const changes = changesBetween(...bothFiltered(before, after, filterOf(options)));
  if (options.exitCode && changes.some(({ grows }) => grows)) process.exitCode = ExitCode.FINDINGS;
  if (format === 'markdown') return markdownChanges(changes, printable(ref));
  return format === 'json' ? jsonChanges(changes) : textChanges(changes);
}

function roleText(paths: readonly string[], { role, for: purpose = 'operator' }: ReportOptions): string {
  const roles = rolesFor(purpose, manifestsOf(readManifests(paths)));
  return role === 'terraform' ? terraform(roles) : jsonText(roles);
}

/** The manifests; what could not be read is told on the side, for the report does not have it. */
function manifestsOf({ manifests, problems }: ReadManifests, at = '') {
  for (const { file, line, message } of problems) {
    tell(say`${at}${shownPath(file)}:${line}: ${message}; it is not in the report\n`);
  }
  return manifests;
}

function filterOf({ key, environment = [] }: ReportOptions) {
  return { key, environments: environment };
}

function formatOf({ format, json }: ReportOptions): Format {
  return json ? 'json' : (format ?? 'text');
}

function write(file: string, text: string): void {
  try {
    writeOutputFile(file, text);
  } catch {
    throw new Error(`${file}: it cannot be written`);
  }
  tell(say`wrote ${file}\n`);
}
