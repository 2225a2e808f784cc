import { tellAtEnd } from './end-of-run';
import { type FindingRecord, isError } from './finding-record';
import { reportError } from './report-error';
import { keepFindings } from './run-findings';

/**
 * Keeps what is no error for the end of the process, where all apps are told together; what was kept for the same owner
 * before is replaced.
 */
export function remember(owner: object, findings: readonly FindingRecord[]): void {
  keepFindings(
    owner,
    findings.filter((finding) => !isError(finding)),
  );
  tellAtEnd();
}

/**
 * What an app or a project does with its findings before it writes anything: the warnings are kept for the end of the
 * process, the errors are thrown.
 *
 * @throws with a report of all findings, if one of them is an error
 */
export function reported(owner: object, findings: readonly FindingRecord[]): void {
  remember(owner, findings);
  refuse(findings);
}

/** @throws with a report of all findings, if one of them is an error */
export function refuse(findings: readonly FindingRecord[]): void {
  if (findings.some(isError)) throw reportError(findings);
}
