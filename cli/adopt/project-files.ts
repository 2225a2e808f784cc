import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Library } from '../files/library-source';
import { packageFolder } from '../files/packages';
import { presentFiles, writeFiles } from '../files/write-files';
import { jsonText } from '../languages/json';
import { CDK8S_YAML, tsconfig } from '../typescript/project-files';
import { packageJson } from './project-packages';

/**
 * What the project needs besides its program, as far as it is not there.
 *
 * @param library where npm gets it, if not from its registry
 */
export function projectFiles(folder: string, library?: Library): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>(library?.files);
  if (!existsSync(join(folder, 'cdk8s.yaml'))) {
    files.set('cdk8s.yaml', CDK8S_YAML);
  }
  const isInstalled = packageFolder(folder, 'cdk8s-infisical') !== undefined;
  if (!isInstalled && !existsSync(join(folder, 'package.json'))) {
    files.set('package.json', jsonText(packageJson(library?.source)));
    if (!existsSync(join(folder, 'tsconfig.json'))) {
      files.set('tsconfig.json', tsconfig({ types: [], include: ['main.ts', 'charts'] }));
    }
  }
  return files;
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
