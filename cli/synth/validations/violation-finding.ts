import { basename, dirname } from 'node:path';
import type { FindingRecord } from '../../../lib/evaluation/report/finding-record';
import { placeText } from '../../../lib/text/place-in-text';
import { asLine } from '../../../lib/text/shown';
import { Severity } from '../../../lib/validation/severity';
import type { Violated } from './validate';

/** A violation as all other findings are told: its folder is its environment. */
export function findingOf({ rule, object, construct, message, at, ...place }: Violated): FindingRecord {
  const { file, line, column } = place;
  const folder = dirname(file);
  const path = [placeText(basename(file), place), object, construct && `of ${construct}`].filter(Boolean).join(': ');
  return {
    severity: Severity.ERROR,
    rule: asLine(rule),
    ...(folder !== '.' && { environment: asLine(folder) }),
    ...(path !== '' && { path: asLine(path) }),
    ...(file !== '' && { file: asLine(file) }),
    ...(line !== undefined && { line, column }),
    ...(at !== undefined && { at: asLine(at) }),
    message: asLine(message),
  };
}
