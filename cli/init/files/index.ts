import type { Answers } from '../answers';
import { applicationTs, mainTs } from './application';
import { CERTIFICATE_FILE } from './certificate';
import { ciWorkflow } from './ci-workflow';
import { configurationYaml } from './configuration';
import { gitFiles } from './git-files';
import { imagesFiles, renovateJson } from './images';
import { packageFiles } from './package-files';
import { readme } from './readme';
import { testTs } from './test';

export const FIXED_FILES = [
  'package.json',
  'cdk8s.yaml',
  'tsconfig.json',
  'jest-typescript.cjs',
  '.gitignore',
  '.gitattributes',
  'README.md',
  'cdk8s-infisical.yaml',
  'main.ts',
  'renovate.json',
  '.github/workflows/ci.yaml',
] as const;

/** The files that are called after the application. */
export function namedFiles(name: string): string[] {
  return [`${name}.ts`, `__tests__/${name}.test.ts`];
}

export function projectFiles(answers: Answers): { [name: string]: string } {
  const { certificate } = answers;
  const [application, test] = namedFiles(answers.name);
  const fixed: { readonly [name in (typeof FIXED_FILES)[number]]: string } = {
    ...packageFiles(answers),
    ...gitFiles(answers),
    'README.md': readme(answers),
    'cdk8s-infisical.yaml': configurationYaml(answers),
    'main.ts': mainTs(answers),
    'renovate.json': renovateJson(answers),
    '.github/workflows/ci.yaml': ciWorkflow(answers),
  };
  return {
    ...fixed,
    [application]: applicationTs(answers),
    [test]: testTs(answers),
    ...imagesFiles(answers),
    ...(certificate !== undefined && { [CERTIFICATE_FILE]: certificate }),
  };
}
