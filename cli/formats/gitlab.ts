import { jsonText } from '../languages/json';
import { printable } from '../terminal/printable';
import { fingerprintsOf } from './fingerprints';
import { type FindingsDocument, isUnknown, type LocatedFinding } from './located-finding';
import { shownFile } from './shown-file';

const SEVERITIES = { error: 'major', warning: 'minor', note: 'info' } as const;

/** The report on code quality that GitLab shows at a merge request and between its lines. */
export function gitlab({ tool, findings }: FindingsDocument): string {
  const fingerprints = fingerprintsOf(tool, findings);
  return jsonText(findings.map((finding, index) => issueOf(finding, fingerprints[index])));
}

function issueOf(finding: LocatedFinding, fingerprint: string) {
  const { id, level, message, locations } = finding;
  // An issue without a place is none for GitLab.
  const [{ file, line } = { file: '.', line: 1 }] = locations;
  return {
    description: printable(message),
    check_name: printable(id),
    fingerprint,
    severity: isUnknown(finding) ? 'blocker' : SEVERITIES[level],
    location: { path: shownFile(file), lines: { begin: Math.max(line, 1) } },
  };
}
