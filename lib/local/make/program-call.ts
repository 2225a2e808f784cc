import { fileFrom } from './make-names';
import { echoCommand, makeLines, makeText, shellWord } from './make-text';
import type { MakefileContents, Start } from './makefile-contents';

const PROGRAM = 'cdk8s-infisical';
const MISSING =
  'cdk8s-infisical is missing: run "npm install", or put the program in PATH; where there is no Node, write "runner: LocalRunner.INFISICAL_CLI" in the local stack';

/** `cdk8s-infisical run`: it reads in the compose file what to ask for, and is found and never downloaded. */
export function startByProgram({ makefile, composeFile }: MakefileContents): Start {
  const call = `exec "$$infisical_at" run --stack --compose ${fileFrom(makefile, composeFile)}`;
  return {
    variables: [
      '# That of node_modules, here or above, else that of PATH: nothing is downloaded.',
      makeLines('INFISICAL_PROGRAM', [
        "infisical_at=$$(CDPATH= cd -- '$(INFISICAL_FOLDER)' && pwd) || exit 1;",
        `while [ -n "$$infisical_at" ] && [ ! -x "$$infisical_at/node_modules/.bin/${PROGRAM}" ]; do infisical_at=$$\{infisical_at%/*}; done;`,
        `infisical_at=$$infisical_at/node_modules/.bin/${PROGRAM};`,
        `[ -x "$$infisical_at" ] || infisical_at=$$(command -v ${PROGRAM}) || { ${echoCommand(MISSING)}; exit 1; }`,
      ]),
    ],
    command: (line) => `$(INFISICAL_PROGRAM); $(INFISICAL_COMPOSE); ${call} -- ${calledIn(line)}`,
    check: `$(INFISICAL_PROGRAM); ${call} --check`,
  };
}

/** One command needs no shell between. */
function calledIn(line: string): string {
  const [, rest] = /^exec "\$@" ([\w -]+)$/.exec(line) ?? [];
  return rest === undefined ? `sh -c ${makeText(shellWord(line))} sh "$$@"` : `"$$@" ${rest}`;
}
