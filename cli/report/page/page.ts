import type { AccessReport } from '../access-report';
export function htmlPage(_: AccessReport): string {
  return '';
}
