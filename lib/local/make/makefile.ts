import { MADE } from '../compose/compose-file';
import { composeVariable, runCommand } from './compose-call';
import { type CliRead, placeTitle, readingVariables, SEVERAL_PATHS } from './key-reading';
import { cliVariables, loginRecipe, loginVariable, tokenRecipe } from './login';
import { isIncluded, targetIn } from './make-names';
import { makeRule, makeText, shellWord } from './make-text';
import { programVariable, stackCall } from './program-call';

export interface MakefileContents {
  readonly composeFile: string;
  readonly makefile: string;
  /** Base URL of Infisical. */
  readonly domain: string;
  /** Where the keys are, for people: `dev:/orders, /web`. */
  readonly place: string;
  /** The services that end by themselves. */
  readonly runs: readonly string[];
  /** Whether a service gets keys as files. */
  readonly hasFiles: boolean;
  /** What `infisical run` reads; undefined where the program of this library reads what compose.yaml says. */
  readonly reads?: readonly CliRead[];
}

/** A target, what it is for, and what it does. */
interface Target {
  readonly name: string;
  readonly help: string;
  readonly recipe: readonly string[];
}

export function makefile(contents: MakefileContents): string {
  const { makefile: file } = contents;
  const targets = targetsOf(contents);
  const names = ['help', ...targets.map(({ name }) => name)].map((name) => targetIn(file, name)).join(' ');
  const rules = [
    makeRule(targetIn(file, 'help'), [], helpRecipe(file, targets)),
    ...targets.map(({ name, recipe }) => makeRule(targetIn(file, name), [], recipe)),
  ].map((rule) => `\n${rule}`);
  const variables = variableLines(contents);
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

function variableLines({ makefile: file, composeFile, domain, hasFiles, reads }: MakefileContents): string[] {
  const isTogether = reads?.some(({ paths }) => paths.length > 1);
  return [
    '# Where this file is, for the shell.',
    "INFISICAL_FOLDER := $(subst ','\\'',$(dir $(lastword $(MAKEFILE_LIST))))",
    '# Whichever of the two there is.',
    composeVariable(file, composeFile, hasFiles),
    ...cliVariables(domain),
    ...(reads === undefined
      ? ['# That of node_modules, here or above, else that of PATH: nothing is downloaded.', programVariable()]
      : [
          loginVariable(file, domain, isTogether ? SEVERAL_PATHS : undefined),
          ...readingVariables(file, domain, reads),
        ]),
  ];
}

function targetsOf(contents: MakefileContents): Target[] {
  const { makefile: file, place, runs } = contents;
  return [
    { name: 'up', help: `start the stack with the keys of ${place}`, recipe: upRecipe(contents) },
    ...runs.map((name) => ({
      name: `run-${name}`,
      help: `run the service ${name} by itself, until it ends`,
      recipe: runRecipe(contents, name),
    })),
    { name: 'down', help: 'stop it', recipe: ['@$(INFISICAL_COMPOSE); exec "$$@" down'] },
    { name: 'logs', help: 'follow its logs', recipe: ['@$(INFISICAL_COMPOSE); exec "$$@" logs --follow'] },
    { name: 'check', help: 'see whether every key exists, without showing a value', recipe: checkRecipe(contents) },
    { name: 'login', help: 'log in to Infisical in the browser', recipe: loginRecipe() },
    {
      name: 'token',
      help: `print a token of a machine identity, for CI: export INFISICAL_TOKEN=$(make -s ${targetIn(file, 'token')})`,
      recipe: tokenRecipe(),
    },
  ];
}

function upRecipe({ makefile: file, composeFile, reads }: MakefileContents): string[] {
  return reads === undefined
    ? [`@$(INFISICAL_PROGRAM); $(INFISICAL_COMPOSE); ${stackCall(file, composeFile)} -- "$$@" up --build`]
    : ['@$(INFISICAL_COMPOSE); $(INFISICAL_READ); exec "$$@" up --build'];
}

function runRecipe({ makefile: file, composeFile, reads }: MakefileContents, service: string): string[] {
  const command = runCommand(service);
  return reads === undefined
    ? [
        `@$(INFISICAL_PROGRAM); $(INFISICAL_COMPOSE); ${stackCall(file, composeFile)} -- sh -c ${makeText(shellWord(command))} sh "$$@"`,
      ]
    : [`@$(INFISICAL_COMPOSE); $(INFISICAL_READ); ${makeText(command)}`];
}

function checkRecipe({ makefile: file, composeFile, place, reads }: MakefileContents): string[] {
  return reads === undefined
    ? [`@$(INFISICAL_PROGRAM); ${stackCall(file, composeFile)} --check`]
    : [`@set --; $(INFISICAL_READ); echo ${makeText(shellWord(`every key exists (${place})`))}`];
}

function helpRecipe(file: string, targets: readonly Target[]): string[] {
  const width = Math.max(...targets.map(({ name }) => targetIn(file, name).length));
  return targets.map(({ name, help }) => {
    const line = `make ${targetIn(file, name).padEnd(width)}  ${help}`;
    return `@echo ${makeText(shellWord(line))}`;
  });
}

/** All places, for people. */
export function placesTitle(reads: readonly CliRead[]): string {
  return [...new Set(reads.map(placeTitle))].join('; ');
}
