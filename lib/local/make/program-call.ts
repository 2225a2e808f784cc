import { fileFrom } from './make-names';
import { echoCommand, makeLines } from './make-text';

const PROGRAM = 'cdk8s-infisical';
const MISSING =
  'cdk8s-infisical is missing: run "npm install", or put the program in PATH; where there is no Node, write "runner: LocalRunner.INFISICAL_CLI" in the local stack';

/** The variable `INFISICAL_PROGRAM`: finds this program, and never downloads it. */
export function programVariable(): string {
  return makeLines('INFISICAL_PROGRAM', [
    "infisical_at=$$(CDPATH= cd -- '$(INFISICAL_FOLDER)' && pwd) || exit 1;",
    `while [ -n "$$infisical_at" ] && [ ! -x "$$infisical_at/node_modules/.bin/${PROGRAM}" ]; do infisical_at=$$\{infisical_at%/*}; done;`,
    `infisical_at=$$infisical_at/node_modules/.bin/${PROGRAM};`,
    `[ -x "$$infisical_at" ] || infisical_at=$$(command -v ${PROGRAM}) || { ${echoCommand(MISSING)}; exit 1; }`,
  ]);
}

/** The call that hands the keys of the stack to a command, or checks that they exist. */
export function stackCall(makefile: string, composeFile: string): string {
  return `exec "$$infisical_at" run --stack --compose ${fileFrom(makefile, composeFile)}`;
}
