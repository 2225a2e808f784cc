import { keyNameProblem } from '../../../lib/text/key-name';
import { referredKeys } from '../../roles/referred-keys';
import type { Format, ReportOptions } from '../options';
import { rotationJson } from './json';
import { rotationMarkdown } from './markdown';
import { placeNamesIn } from './place-names';
import { rotationOf } from './rotate';
import type { ToRotate } from './rotated-uses';
import { rotationText } from './text';

/** @throws if what is given is no name of a key, or goes with no page */
export function checkRotated({ rotate, format }: ReportOptions): void {
  if (rotate === undefined) return;
  const problem = keyNameProblem(rotate);
  if (problem !== undefined) throw new Error(`--rotate: the key ${problem}`);
  if (format === 'html') throw new Error('the HTML page shows a whole report: with --rotate, take --format markdown');
}

/** What was asked for beside the key. */
export function rotationAsked({ also = [], environment = [] }: ReportOptions): Pick<ToRotate, 'also' | 'environments'> {
  return { also: referredKeys(also), environments: environment };
}

/** What happens when a key is changed, in a format. */
export function rotationIn(format: Format, asked: ToRotate, columns?: number): string {
  const rotation = rotationOf(asked);
  if (format === 'json') return rotationJson(rotation);
  const names = placeNamesIn(asked.report);
  return format === 'markdown' ? rotationMarkdown(rotation, names) : rotationText(rotation, names, columns);
}
