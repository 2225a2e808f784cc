import { devDependencies } from '../../package.json';

export type TestedPackage = keyof typeof devDependencies;

/**
 * The version of a package that this release was tested with. Of cdk8s-plus it is the newest, under the name by which the
 * library knows it.
 */
export function testedVersion(name: TestedPackage): string {
  return name === 'cdk8s-plus-28' ? `npm:cdk8s-plus-34@${devDependencies['cdk8s-plus-34']}` : devDependencies[name];
}
