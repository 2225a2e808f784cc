import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ComposeNode } from '../../../cli/migrate-compose/compose-node';
import { type ComposeProject, composeProject } from '../../../cli/migrate-compose/compose-project';
import { filesAround } from '../../../cli/migrate-compose/project-files';
import { type ComposeFile, readComposeProject } from '../../../cli/migrate-compose/read-compose';

/** Texts of files by their paths; those called `compose*.yaml` in the root are the project, in the order given. */
export type ProjectTexts = { readonly [path: string]: string };

/** The folder of a project on the disk, for as long as the action takes. */
export function inProject<T>(texts: ProjectTexts, action: (folder: string, main: readonly string[]) => T): T {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'compose-')));
  try {
    mkdirSync(join(folder, '.git'));
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return action(
      folder,
      Object.keys(texts).filter((path) => /^compose[\w.-]*\.yaml$/.test(path)),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function sourcesOf(texts: ProjectTexts, main: readonly string[]) {
  return main.map((file) => ({ file, text: texts[file] }));
}

/** What the command makes of a project; places are told as if it was called in the folder. */
export function readProject(texts: ProjectTexts): ComposeFile {
  return inProject(texts, (folder, main) => {
    const { read } = filesAround(join(folder, main[0]));
    return readComposeProject(sourcesOf(texts, main), { shown: (path) => path, read });
  });
}

/** The files of a project as one. */
export function projectIn(folder: string, texts: ProjectTexts, main: readonly string[]): ComposeProject {
  return composeProject(sourcesOf(texts, main), filesAround(join(folder, main[0])));
}

/** Whole numbers, which nothing makes of a text. */
const NUMBERS = ['target', 'soft', 'hard', 'retries'];

/** A part of a file as the values that it has, for compose to read once more. */
export function valuesOf(node: ComposeNode, name = ''): unknown {
  if (node.isMap) {
    const entries = node.entries.filter((entry) => entry.name !== 'include');
    return Object.fromEntries(entries.map((entry) => [entry.name, valuesOf(entry.value, entry.name)]));
  }
  if (node.isList) return node.items.map((item) => valuesOf(item));
  if (node.raw === 'true' || node.raw === 'false') return node.raw === 'true';
  return NUMBERS.includes(name) && /^\d+$/.test(node.raw ?? '') ? Number(node.raw) : (node.raw ?? null);
}
