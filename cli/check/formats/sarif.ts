import { documentOf } from '../../formats/document';
import type { CheckReport } from '../report';
import { checkDocument } from './check-document';

/** SARIF 2.1.0, which code scanning of GitHub, GitLab and Azure reads. */
export function sarif(report: CheckReport): string {
  return documentOf('sarif', checkDocument(report));
}
