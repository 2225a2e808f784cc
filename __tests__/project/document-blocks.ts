import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './main-program';

/** All documents, but those of fixtures and of what others have made. */
export const DOCUMENTS: readonly string[] = [
  ...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'examples/README.md', 'bench/README.md'],
  ...documentsIn('docs'),
  ...documentsIn('docs/decisions'),
];

function documentsIn(folder: string): string[] {
  const files = readdirSync(join(PROJECT, folder)).filter((file) => file.endsWith('.md'));
  return files.map((file) => `${folder}/${file}`);
}

export interface Block {
  readonly language: string;
  /** The file that it is, where the document says so: "```ts shop.ts". */
  readonly file?: string;
  readonly text: string;
}

/** The code blocks of a document, in their order. */
export function allBlocksOf(document: string): Block[] {
  const text = readFileSync(join(PROJECT, document), 'utf8');
  return [...text.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```/gms)].map(([, language, file, block]) => ({
    language,
    ...(file !== undefined && { file }),
    text: block,
  }));
}

/** The code blocks of a document in one language. */
export function blocksOf(document: string, language: string): string[] {
  return allBlocksOf(document).flatMap((block) => (block.language === language ? [block.text] : []));
}

export interface Program {
  /** The file that is run. */
  readonly main: string;
  readonly files: { readonly [path: string]: string };
}

/**
 * The programs of a document: each block of TypeScript without a file is one, and main.ts is; they have all the files that
 * the document shows.
 */
export function programsOf(document: string): Program[] {
  const blocks = allBlocksOf(document);
  const files = Object.fromEntries(blocks.flatMap(({ file, text }) => (file === undefined ? [] : [[file, text]])));
  return blocks.flatMap(({ language, file, text }, index) => {
    if (language !== 'ts') return [];
    if (file === undefined) return [{ main: `block-${index}.ts`, files: { ...files, [`block-${index}.ts`]: text } }];
    return file === 'main.ts' ? [{ main: file, files }] : [];
  });
}
