import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { allowScripts, devDependencies, peerDependencies, version } from '../../package.json';
import { packageFolder } from '../files/packages';
import { presentFiles, writeFiles } from '../files/write-files';
import { jsonText } from '../languages/json';
import { CDK8S_YAML, tsconfig } from '../typescript/project-files';

/** What the project needs besides its program, as far as it is not there. */
export function projectFiles(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(join(folder, 'cdk8s.yaml'))) {
    files.set('cdk8s.yaml', CDK8S_YAML);
  }
  const isInstalled = packageFolder(folder, 'cdk8s-infisical') !== undefined;
  if (!isInstalled && !existsSync(join(folder, 'package.json'))) {
    files.set('package.json', jsonText(packageJson()));
    if (!existsSync(join(folder, 'tsconfig.json'))) {
      files.set('tsconfig.json', tsconfig({ types: [], include: ['main.ts', 'charts'] }));
    }
  }
  return files;
}

const TOOLS = ['tsx', 'typescript'] as const;

function packageJson(): object {
  const tools = TOOLS.map((name) => [name, `^${devDependencies[name]}`]);
  return {
    private: true,
    scripts: { synth: 'cdk8s-infisical synth' },
    dependencies: { ...peerDependencies, 'cdk8s-infisical': `^${version}` },
    devDependencies: Object.fromEntries(tools),
    // tsx brings it, and it runs without its script: npm warns of what is not decided.
    allowScripts: { esbuild: allowScripts.esbuild },
  };
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
