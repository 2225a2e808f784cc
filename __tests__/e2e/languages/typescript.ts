import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { allBlocksOf } from '../../project/document-blocks';
import { type Files, filesIn } from '../../project/main-program';
import { PROJECT, run } from '../packed-library';

/** A file that a document shows. */
export function shownFile(document: string, file: string): string {
  const block = allBlocksOf(document).find((one) => one.file === file);
  if (block === undefined) throw new Error(`${document} shows no ${file}`);
  return block.text;
}

/** All that main.ts writes, in a project that has the library as it was built. */
export function writtenInTypeScript(folder: string, files: Files): Files {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  symlinkSync(PROJECT, join(modules, 'cdk8s-infisical'));
  for (const peer of ['cdk8s', 'cdk8s-plus-28', 'constructs']) {
    symlinkSync(join(PROJECT, 'node_modules', peer), join(modules, peer));
  }
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  run(folder, process.execPath, '--import', pathToFileURL(require.resolve('tsx')).href, 'main.ts');
  return writtenIn(folder);
}

const OF_THE_LAPTOP = ['.infisical.json', 'Makefile', 'compose.yaml'];

/** What a program wrote: dist, and the files of the laptop. */
export function writtenIn(folder: string): Files {
  const laptop = readdirSync(folder).filter((file) => OF_THE_LAPTOP.includes(file));
  const texts = laptop.sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
  return { ...filesIn(join(folder, 'dist')), ...Object.fromEntries(texts) };
}

/** Of a language whose jsii tells that it does not know the Node of these tests, which nobody asks. */
export const QUIET = {
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
};
