import { join } from 'node:path';
import type { FindingRecord } from '../../../lib/evaluation/report/finding-record';
import { entryAt, namesIn, textAt } from '../../../lib/files/entry';
import { type Fields, jsonIn, list, text } from '../../../lib/json/json';
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

function listIn(file: string): Fields[] {
  return entryAt(file)?.isFile() ? list(jsonIn(textAt(file))) : [];
}

const TEXTS = ['rule', 'environment', 'path', 'kind', 'namespace', 'name', 'at', 'suppressedBecause'] as const;

function recordOf(given: Fields): FindingRecord[] {
  if (typeof given.message !== 'string') return [];
  const texts = TEXTS.flatMap((name) => {
    const said = text(given[name]);
    return said === undefined ? [] : [[name, asLine(said)]];
  });
  const severity = given.severity === Severity.WARNING ? Severity.WARNING : Severity.ERROR;
  return [{ severity, message: asLine(given.message), ...Object.fromEntries(texts) }];
}
