import { github } from './github';
import { gitlab } from './gitlab';
import { junit } from './junit';
import type { FindingsDocument } from './located-finding';
import { sarif } from './sarif';

const PRINTERS = { sarif, junit, github, gitlab };

/** The formats in which CI systems read findings. */
export type FindingsFormat = keyof typeof PRINTERS;

export const FINDINGS_FORMATS = Object.keys(PRINTERS) as readonly FindingsFormat[];

/** Findings as a CI system reads them. */
export function documentOf(format: FindingsFormat, document: FindingsDocument): string {
  return PRINTERS[format](document);
}
