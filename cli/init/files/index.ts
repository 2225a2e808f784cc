import type { Answers } from '../answers';
import { applicationTs, mainTs } from './application';
import { CI_WORKFLOW } from './ci-workflow';
import { packageFiles } from './package-files';
import { readme } from './readme';
import { testTs } from './test';

/** Every file of a new project. */
export function projectFiles(answers: Answers): { [name: string]: string } {
  return {
    ...packageFiles(answers),
    'README.md': readme(answers),
    'main.ts': mainTs(answers),
    [`lib/${answers.name}.ts`]: applicationTs(answers),
    [`__tests__/${answers.name}.test.ts`]: testTs(answers),
    '.github/workflows/ci.yaml': CI_WORKFLOW,
  };
}
