import { basename, dirname } from 'node:path';
import type { FindingRecord } from '../../../lib/evaluation/report/finding-record';
import { asLine } from '../../../lib/text/shown';
import { Severity } from '../../../lib/validation/severity';
import type { Violated } from './validate';

/** A violation as all other findings are told: its folder is its environment. */
export function findingOf({ rule, file, object, construct, message }: Violated): FindingRecord {
  const folder = dirname(file);
  const place = [basename(file), object, construct && `of ${construct}`].filter(Boolean).join(': ');
  return {
    severity: Severity.ERROR,
    rule: asLine(rule),
    ...(folder !== '.' && { environment: asLine(folder) }),
    ...(place !== '' && { path: asLine(place) }),
    message: asLine(message),
  };
}
