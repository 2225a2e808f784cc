import { type Field, pathText } from '../../../model/field';
import { pathSegmentProblem, subdomainProblem } from '../../../model/kubernetes-names';
import { shown } from '../../../text/shown';
import { briefText, checkField, givenBriefText, requiredValue, tell } from '../../constraints';
import type { PartReport } from '../../rule';

/** What names another object by its kind and name. */
export function checkReference(reference: Field, report: PartReport): void {
  for (const name of ['kind', 'name']) {
    checkField(
      report,
      reference.at(name),
      requiredValue(`write the ${name} of the object`, briefText(pathSegmentProblem)),
    );
  }
}

/** Its group and version; that of the core group is none. */
export function checkApiVersion(field: Field, report: PartReport, needsGroup: boolean): void {
  const { raw } = field;
  if (field.isUnresolved || (field.isGiven && typeof raw !== 'string')) return;
  const slashes = String(raw ?? '').split('/').length - 1;
  if (slashes > 1) tell(report, field, `${shown(raw)} must be a group, "/" and a version, such as apps/v1`);
  const isWithoutGroup = slashes === 0 || String(raw).startsWith('/');
  if (slashes <= 1 && needsGroup && isWithoutGroup) {
    const found = field.isEmpty ? 'is missing' : `is ${shown(raw)}, which has no group`;
    tell(report, field, `${found}: write that of ${pathText(field.path.slice(0, -1))}, such as apps/v1`);
  }
}

/** What names an object by its group, kind and name. */
export function checkTypedReference(reference: Field, report: PartReport): void {
  checkField(report, reference.at('apiGroup'), givenBriefText(subdomainProblem));
  checkReference(reference, report);
}
