import type { Argument, Command, Option } from 'commander';

/** A word that can be written, and what it means. */
export interface CompletedWord {
  readonly word: string;
  readonly description: string;
}

/** What can stand at a place: words, what the shell finds by itself, or something that nobody knows before. */
export type Values =
  | readonly CompletedWord[]
  | 'files'
  | 'folders'
  | 'environments'
  | 'images'
  | 'assignments'
  | 'unknown';

export interface CompletedOption {
  /** `-q`, `--quiet`. */
  readonly names: readonly string[];
  readonly description: string;
  /** What it takes; undefined if nothing. */
  readonly values?: Values;
}

interface CompletedArgument {
  readonly values: Values;
  readonly isVariadic: boolean;
}

export interface CompletedCommand extends CompletedWord {
  readonly options: readonly CompletedOption[];
  readonly args: readonly CompletedArgument[];
}

/** The line of a file with images with which one begins; no quotes, so that it can stand between them. */
export const IMAGE_KEY = '^([A-Za-z0-9][A-Za-z0-9_./-]*):';

/** A program with its commands, of which the first one is the program itself. */
export interface CompletedProgram {
  readonly name: string;
  readonly commands: readonly [CompletedCommand, ...CompletedCommand[]];
}

/**
 * What can be written behind the name of a program, by the definitions of commander.
 *
 * @param rules the words for options and arguments that are called `rule`
 */
export function completedProgram(program: Command, rules: readonly CompletedWord[]): CompletedProgram {
  const commands = program.createHelp().visibleCommands(program);
  const names = commands.map((one) => ({ word: one.name(), description: one.description() }));
  const own = { ...completedCommand(program, rules), word: '', args: [{ values: names, isVariadic: false }] };
  const helped = (one: CompletedCommand) => (one.word === 'help' ? { ...one, args: own.args } : one);
  return { name: program.name(), commands: [own, ...commands.map((one) => helped(completedCommand(one, rules)))] };
}

function completedCommand(command: Command, rules: readonly CompletedWord[]): CompletedCommand {
  const options = command.createHelp().visibleOptions(command);
  return {
    word: command.name(),
    description: command.description(),
    options: options.map((option) => completedOption(option, rules)),
    args: command.registeredArguments.map((argument) => ({
      values: valuesOf(argument.argChoices, argument.name(), rules),
      isVariadic: argument.variadic,
    })),
  };
}

function completedOption(option: Option, rules: readonly CompletedWord[]): CompletedOption {
  const { short, long, description, argChoices, required, optional, flags } = option;
  const names = [short, long].filter((name) => name !== undefined);
  if (!required && !optional) return { names, description };
  const [, placeholder = ''] = /[<[]([^>\].]+)/.exec(flags) ?? [];
  const called = [option.name(), placeholder].find((name) => NAMED_ALIKE.has(name));
  return { names, description, values: valuesOf(argChoices, called ?? '', rules) };
}

const RULE = 'rule';

/** By the name of an argument. */
const BY_NAME: Readonly<Record<string, Values>> = {
  environment: 'environments',
  from: 'environments',
  to: 'environments',
  images: 'images',
  assignments: 'assignments',
  file: 'files',
  files: 'files',
  path: 'files',
  paths: 'files',
  folder: 'folders',
};

/** Those that say the same of an option, or of what it takes: a path there is one of Infisical. */
const NAMED_ALIKE: ReadonlySet<string> = new Set([RULE, 'environment', 'file', 'folder']);

function valuesOf(choices: Argument['argChoices'], name: string, rules: readonly CompletedWord[]): Values {
  if (choices !== undefined) return choices.map((word) => ({ word, description: '' }));
  if (name === RULE) return rules;
  return Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : 'unknown';
}
