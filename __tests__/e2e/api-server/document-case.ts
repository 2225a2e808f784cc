import { parse } from 'yaml';
import type { Manifest } from '../../synthesis';

/** A document that somebody has written or synthesized. */
export interface DocumentCase {
  /** Where it is from, and which object it is. */
  readonly name: string;
  readonly text: string;
  readonly object: Manifest;
}

/** The documents of a text that are objects of Kubernetes, split as kubectl splits it. */
export function documentsIn(origin: string, text: string): DocumentCase[] {
  return text.split(/^---[^\S\n]*$/m).flatMap((document) => {
    const object = parse(document);
    if (!object?.apiVersion || !object.kind) return [];
    return [{ name: `${origin}: ${object.kind} ${object.metadata?.name}`, text: document, object }];
  });
}

/** Each text once, under the first of its names. */
export function eachOnce(cases: readonly DocumentCase[]): DocumentCase[] {
  const seen = new Map<string, DocumentCase>();
  for (const one of cases) if (!seen.has(one.text)) seen.set(one.text, one);
  return [...seen.values()];
}
