import { tellAtEnd, tellInTime } from './end-of-run';
import { type FindingRecord, isError } from './finding-record';
import { handOver } from './hand-over';
import { isHosted, leaveOutStackOfHost } from './host-language';
import { reportError } from './report-error';
import { keepFindings } from './run-findings';

/**
 * Keeps findings for the end of the process, where all apps are told together; what was kept for the same owner before
 * is replaced. Errors are only kept for the case that cdk8s throws them.
 */
export function remember(owner: object, findings: readonly FindingRecord[]): void {
  keepFindings(owner, findings);
  tellAtEnd();
  if (findings.length > 0) tellInTime();
}

/**
 * What an app or a project does with its findings before it writes anything: the warnings are kept for the end of the
 * process, the errors are thrown.
 *
 * @param outcome what the summary says of errors; the default is true of whatever writes all or nothing
 * @throws with a report of all findings, if one of them is an error
 */
export function keepAndRefuse(owner: object, findings: readonly FindingRecord[], outcome?: string): void {
  remember(owner, findings);
  refuse(findings, outcome, owner);
}

/** @throws with a report of all findings, if one of them is an error */
export function refuse(findings: readonly FindingRecord[], outcome = 'nothing is written', owner?: object): void {
  if (!findings.some(isError)) return;
  // What the program does with it cannot be seen from here.
  const isHandedOver = handOver(findings, isHosted() ? 'thrown' : 'caught');
  const error = reportError(findings, outcome);
  if (isHosted()) {
    // The error ends what the program prints, or its stack does: the warnings, which it has, would come behind it once more.
    if (owner !== undefined && !isHandedOver) keepFindings(owner, []);
    leaveOutStackOfHost();
  }
  throw error;
}
