import { allowScripts, peerDependencies, version } from '../../package.json';
import { JEST_SETTINGS, SCRIPTS } from '../typescript/project-files';
import { testedVersion } from '../typescript/tested-versions';

/** A package that the project needs, as npm is told of it. */
export interface PackageSpec {
  readonly name: string;
  /** A version, or where npm gets it. */
  readonly spec: string;
  /** Whether it is needed to run and to check the program, and not by it. */
  readonly isTool: boolean;
}

const PEERS = Object.keys(peerDependencies) as (keyof typeof peerDependencies)[];
const TOOLS = ['@types/jest', '@types/node', 'esbuild', 'jest', 'tsx', 'typescript'] as const;

/** What a program needs, in the versions that this release was tested with. */
export function packageSpecs(library: string = version): PackageSpec[] {
  return [
    ...PEERS.map((name) => ({ name, spec: testedVersion(name), isTool: false })),
    { name: 'cdk8s-infisical', spec: library, isTool: false },
    ...TOOLS.map((name) => ({ name, spec: testedVersion(name), isTool: true })),
  ];
}

/** The package.json of a project of its own. */
export function packageJson(name: string, library?: string): object {
  const specs = packageSpecs(library);
  const named = (isTool: boolean) =>
    Object.fromEntries(specs.filter((one) => one.isTool === isTool).map(({ name, spec }) => [name, spec]));
  return {
    name,
    private: true,
    scripts: SCRIPTS,
    dependencies: named(false),
    devDependencies: named(true),
    // None of them needs its install script, and npm asks about each that nobody has decided on.
    allowScripts,
    jest: JEST_SETTINGS,
  };
}
