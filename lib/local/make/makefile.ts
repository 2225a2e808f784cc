import { MADE } from '../compose/compose-file';
import { LocalRunner } from '../local-runner';
import { placesText } from '../record/read-place';
import { composeVariable } from './compose-call';
import { startByCli } from './key-reading';
import { cliVariables, loginRecipe, tokenRecipe } from './login';
import { isIncluded, targetIn } from './make-names';
import { echoCommand, makeRule, makeText, shellWord } from './make-text';
import type { MakefileContents, Start } from './makefile-contents';
import { startByProgram } from './program-call';

/** A target, what it is for, and what it does. */
interface Target {
  readonly name: string;
  readonly help: string;
  readonly recipe: string;
}

export function makefile(contents: MakefileContents): string {
  const { makefile: file } = contents;
  const start = startOf(contents);
  const targets = targetsOf(contents, start);
  const names = ['help', ...targets.map(({ name }) => name)].map((name) => targetIn(file, name)).join(' ');
  const rules = [
    makeRule(targetIn(file, 'help'), [], helpRecipe(file, targets)),
    ...targets.map(({ name, recipe }) => makeRule(targetIn(file, name), [], [`@${recipe}`])),
  ].map((rule) => `\n${rule}`);
  const variables = variableLines(contents, start);
  return [
    `# ${MADE}`,
    '',
    ...(variables.some((line) => line.includes('$(INFISICAL_HASH)')) ? ['INFISICAL_HASH := \\#'] : []),
    ...variables,
    '',
    `.PHONY: ${names}`,
    ...(isIncluded(file) ? rulesAmongOthers(names, rules) : ['.DEFAULT_GOAL := help', ...rules]),
    '',
  ].join('\n');
}

/** The Makefile that includes this one has a default goal, and may have a shell, of its own. */
function rulesAmongOthers(names: string, rules: readonly string[]): string[] {
  return [
    'INFISICAL_GOAL_BEFORE := $(.DEFAULT_GOAL)',
    `${names}: SHELL := /bin/sh`,
    `${names}: .SHELLFLAGS := -c`,
    ...rules,
    '',
    '.DEFAULT_GOAL := $(INFISICAL_GOAL_BEFORE)',
  ];
}

function variableLines(
  { makefile: file, composeFile, hasFiles, ...contents }: MakefileContents,
  start: Start,
): string[] {
  return [
    '# Where this file is, for the shell.',
    "INFISICAL_FOLDER := $(subst ','\\'',$(dir $(lastword $(MAKEFILE_LIST))))",
    '# Whichever of the two there is.',
    composeVariable(file, composeFile, hasFiles),
    ...cliVariables({ makefile: file, composeFile, ...contents }),
    ...start.variables,
  ];
}

function startOf(contents: MakefileContents): Start {
  if (contents.reads.length === 0) return WITHOUT_KEYS;
  return contents.runner === LocalRunner.INFISICAL_CLI ? startByCli(contents) : startByProgram(contents);
}

/** Nobody is asked for nothing. */
const WITHOUT_KEYS: Start = {
  variables: [],
  command: (command) => `$(INFISICAL_COMPOSE); ${makeText(command)}`,
  check: echoCommand('no service takes a key'),
};

function targetsOf({ makefile: file, reads, runs }: MakefileContents, { command, check }: Start): Target[] {
  const keys = reads.length === 0 ? '' : ` with the keys of ${placesText(reads.flatMap(({ from }) => from))}`;
  const token = targetIn(file, 'token');
  return [
    { name: 'up', help: `start the stack${keys}`, recipe: command('exec "$@" up --build') },
    ...runs.map((name) => ({
      name: `run-${name}`,
      help: `run the service ${name} by itself, until it ends`,
      // An image that is not built is no error.
      recipe: command(`"$@" build ${name} && exec "$@" run --rm ${name}`),
    })),
    { name: 'down', help: 'stop it', recipe: '$(INFISICAL_COMPOSE); exec "$$@" down' },
    { name: 'logs', help: 'follow its logs', recipe: '$(INFISICAL_COMPOSE); exec "$$@" logs --follow' },
    { name: 'check', help: 'see whether every key exists, without showing a value', recipe: check },
    { name: 'login', help: 'log in to Infisical in the browser', recipe: loginRecipe() },
    {
      name: 'token',
      help: `print a token of a machine identity, for CI: export INFISICAL_TOKEN=$(make -s ${token})`,
      recipe: tokenRecipe(),
    },
  ];
}

function helpRecipe(file: string, targets: readonly Target[]): string[] {
  const width = Math.max(...targets.map(({ name }) => targetIn(file, name).length));
  return targets.map(({ name, help }) => {
    const line = `make ${targetIn(file, name).padEnd(width)}  ${help}`;
    return `@echo ${makeText(shellWord(line))}`;
  });
}
