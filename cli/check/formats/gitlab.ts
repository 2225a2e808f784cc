import { documentOf } from '../../formats/document';
import type { CheckReport } from '../report';
import { checkDocument } from './check-document';

/** The report on code quality that GitLab shows at a merge request. */
export function gitlab(report: CheckReport): string {
  return documentOf('gitlab', checkDocument(report));
}
