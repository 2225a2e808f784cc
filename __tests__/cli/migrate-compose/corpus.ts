import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import type { ProjectTexts } from './compose-projects';

const CORPUS = join(__dirname, '../../fixtures/compose/corpus.yaml');

/** Each project by its services. */
export const CORPUS_PROJECTS: readonly (readonly [name: string, texts: ProjectTexts])[] = parseAllDocuments(
  readFileSync(CORPUS, 'utf8'),
  { merge: true },
).map((document) => {
  const project = document.toJS();
  const files = 'services' in project ? { 'compose.yaml': project } : project;
  const texts = Object.entries(files).map(([path, content]) => [path, textOf(content)]);
  return [Object.keys(files['compose.yaml'].services).join(', '), Object.fromEntries(texts)] as const;
});

function textOf(content: unknown): string {
  return typeof content === 'string' ? content : stringify(content, { aliasDuplicateObjects: false });
}
