import { fileFrom } from './make-names';
import { echoCommand, makeLines } from './make-text';

const INSTALL = 'https://docs.docker.com/compose/install';

/**
 * The variable `INFISICAL_COMPOSE`: makes the words that call compose the parameters of the shell.
 *
 * @param hasFiles whether the stack mounts keys as files, which docker-compose 1 does not read at all
 */
export function composeVariable(makefile: string, composeFile: string, hasFiles: boolean): string {
  const [isThere, missing] = hasFiles
    ? [
        "docker-compose version --short 2>/dev/null | grep '^v*[2-9]' >/dev/null",
        `keys are mounted as files here, which needs docker compose v2: ${INSTALL}`,
      ]
    : ['docker-compose version >/dev/null 2>&1', `docker compose is missing: ${INSTALL}`];
  return makeLines('INFISICAL_COMPOSE', [
    'if docker compose version >/dev/null 2>&1; then set -- docker compose;',
    `elif ${isThere}; then set -- docker-compose;`,
    `else ${echoCommand(missing)}; exit 1; fi;`,
    `set -- "$$@" --file ${fileFrom(makefile, composeFile)}`,
  ]);
}
