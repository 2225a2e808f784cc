import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './main-program';

/** The code blocks of a document in one language. */
export function blocksOf(document: string, language: string): string[] {
  const text = readFileSync(join(PROJECT, document), 'utf8');
  return [...text.matchAll(/^```(\w+)\n(.*?)^```/gms)].filter((m) => m[1] === language).map((match) => match[2]);
}
