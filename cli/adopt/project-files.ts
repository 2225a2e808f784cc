import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Library } from '../files/library-source';
import { packageFolder } from '../files/packages';
import { presentFiles, writeFiles } from '../files/write-files';
import { jsonText } from '../languages/json';
import { CDK8S_YAML, IGNORED, JEST_TRANSFORM, tsconfig } from '../typescript/project-files';
import type { ProgramFiles } from './program/files';
import { readme, rulesTest } from './project-documents';
import { packageJson } from './project-packages';

interface ProjectSettings {
  /** Where npm gets it, if not from its registry. */
  readonly library: Library | undefined;
  /** How many objects were left out that somebody goes on applying. */
  readonly stillApplied: number;
}

/** What the project needs besides its program, as far as it is not there. */
export function projectFiles(
  folder: string,
  program: ProgramFiles,
  { library, stillApplied }: ProjectSettings,
): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>(library?.files);
  if (!existsSync(join(folder, 'cdk8s.yaml'))) {
    files.set('cdk8s.yaml', CDK8S_YAML);
  }
  const isInstalled = packageFolder(folder, 'cdk8s-infisical') !== undefined;
  if (isInstalled || existsSync(join(folder, 'package.json'))) return files;
  for (const [file, text] of ownFiles(packageName(folder), program, { library, stillApplied })) {
    if (!existsSync(join(folder, file))) files.set(file, text);
  }
  return files;
}

/** What a project has that is not a part of another one. */
function ownFiles(name: string, program: ProgramFiles, { library, stillApplied }: ProjectSettings): [string, string][] {
  const [testFile, test] = rulesTest(program);
  const include = ['*.ts', ...([...program.keys()].some((file) => file.includes('/')) ? ['charts'] : []), '__tests__'];
  return [
    ['package.json', jsonText(packageJson(name, library?.source))],
    ['tsconfig.json', tsconfig({ types: ['node', 'jest'], include })],
    ['jest-typescript.cjs', JEST_TRANSFORM],
    ['.gitignore', IGNORED],
    ['README.md', readme(name, program, stillApplied)],
    [testFile, test],
  ];
}

/** The name of the folder, as npm takes it. */
function packageName(folder: string): string {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name === '' || name.length > 100 ? 'adopted' : name;
}

/**
 * Writes the files, all or none.
 *
 * @throws if one is there already that is not merged, unless `force` is set
 */
export function writeProject(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  { force, merged = [] }: { readonly force: boolean; readonly merged?: readonly string[] },
): void {
  const present = presentFiles(folder, files.keys()).filter((file) => !merged.includes(file));
  if (present.length > 0 && !force) {
    throw new Error(
      `${folder} already has ${present.slice(0, 5).join(', ')}${present.length > 5 ? ', …' : ''}: write elsewhere with --out, or overwrite with --force`,
    );
  }
  writeFiles(folder, files);
}
