import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const OURS = join(__dirname, '../../..');
const PACKAGES = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'esbuild', 'typescript'];

/** A project of a user's own, with the library installed as a package and the tools that a project has. */
export function projectWithLibrary(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'project-')));
  const library = join(folder, 'node_modules/cdk8s-infisical');
  mkdirSync(library, { recursive: true });
  for (const name of PACKAGES) symlinkSync(join(OURS, 'node_modules', name), join(folder, 'node_modules', name));
  cpSync(join(OURS, 'package.json'), join(library, 'package.json'));
  cpSync(join(OURS, 'build/lib'), join(library, 'build/lib'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  return folder;
}
