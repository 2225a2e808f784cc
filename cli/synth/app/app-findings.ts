import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FindingRecord } from '../../../lib/evaluation/report/finding-record';
import { entryAt, namesIn } from '../../../lib/files/entry';
import { asLine } from '../../../lib/text/shown';
import { Severity } from '../../../lib/validation/severity';

/**
 * What the processes of an app have found, as they have left it in a folder: a file each, a list of findings in it. It
 * was written by others: only texts are taken from it.
 *
 * @param end how the app has ended: some errors that it may have caught count only then
 */
export function findingsIn(folder: string, end: 'well' | 'failed' | 'without output'): FindingRecord[] {
  const counts = { well: /^\d+\.json$/, failed: /^\d+(?:\.thrown)?\.json$/, 'without output': /^\d+(?:\.\w+)?\.json$/ }[
    end
  ];
  return namesIn(folder)
    .filter((name) => counts.test(name))
    .flatMap((name) => listIn(join(folder, name)).flatMap(recordOf));
}

function listIn(file: string): unknown[] {
  if (!entryAt(file)?.isFile()) return [];
  try {
    const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function recordOf(value: unknown): FindingRecord[] {
  if (typeof value !== 'object' || value === null) return [];
  const given = value as { readonly [field in keyof FindingRecord]?: unknown };
  const field = <K extends keyof FindingRecord>(name: K) => {
    const text = given[name];
    return typeof text === 'string' ? { [name]: asLine(text) } : {};
  };
  if (typeof given.message !== 'string') return [];
  return [
    {
      severity: given.severity === Severity.WARNING ? Severity.WARNING : Severity.ERROR,
      message: asLine(given.message),
      ...field('rule'),
      ...field('environment'),
      ...field('path'),
      ...field('kind'),
      ...field('namespace'),
      ...field('at'),
      ...field('suppressedBecause'),
    },
  ];
}
