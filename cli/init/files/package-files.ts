import { allowScripts, version } from '../../../package.json';
import { jsonText } from '../../languages/json';
import { CDK8S_YAML, JEST_SETTINGS, JEST_TRANSFORM, SCRIPTS, tsconfig } from '../../typescript/project-files';
import { type TestedPackage, testedVersion } from '../../typescript/tested-versions';
import type { Answers } from '../answers';

/** What the project is made of besides its code. Versions are those that this release was tested with. */
export function packageFiles({ name, library }: Answers): {
  [name in 'package.json' | 'cdk8s.yaml' | 'tsconfig.json' | 'jest-typescript.cjs']: string;
} {
  return {
    'package.json': jsonText(packageJson(name, library)),
    'cdk8s.yaml': CDK8S_YAML,
    'tsconfig.json': tsconfig({ types: ['node', 'jest'], include: ['*.ts', 'imports', '__tests__'] }),
    'jest-typescript.cjs': JEST_TRANSFORM,
  };
}

const PACKAGES: readonly TestedPackage[] = ['cdk8s', 'cdk8s-plus-28', 'constructs'];
const TOOLS: readonly TestedPackage[] = ['@types/jest', '@types/node', 'esbuild', 'jest', 'tsx', 'typescript'];

function packageJson(name: string, library = version) {
  const pinned = (packages: readonly TestedPackage[]) =>
    Object.fromEntries(packages.map((one) => [one, testedVersion(one)]));
  return {
    name,
    private: true,
    scripts: SCRIPTS,
    dependencies: { ...pinned(PACKAGES), 'cdk8s-infisical': library },
    devDependencies: pinned(TOOLS),
    // None of them needs its install script, and npm asks about each that nobody has decided on.
    allowScripts,
    jest: JEST_SETTINGS,
  };
}
