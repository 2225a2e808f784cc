import { basename, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { looksLikeCredential } from '../../lib/text/credential-text';
import { isUuid } from '../../lib/text/uuid';
import { libraryFrom } from '../files/library-source';
import { presentFiles, writeFiles } from '../files/write-files';
import { jsonText } from '../languages/json';
import { shellWord } from '../shell/word';
import { ProblemsError } from '../terminal/failure-text';
import { isQuiet } from '../terminal/quiet';
import { lines, say, type TerminalText } from '../terminal/terminal-text';
import { printDocument, printSummary } from '../terminal/writer';
import { type Answers, answersFrom, isSelfHosted, QUESTIONS, type Question, type Said } from './answers';
import { gather } from './ask';
import { certificatesIn } from './certificate-file';

const EXAMPLES = `
Examples:
  $ npx cdk8s-infisical init orders            asks what it needs to know
  $ npx cdk8s-infisical init orders --yes --project shop --keys DATABASE_URL
  $ npx cdk8s-infisical init --host https://secrets.example.com --ca-file ca.pem`;

const TOO_MANY =
  'error: too many arguments: it takes one folder, and a list is one word: --environments staging,prod --keys A,B';

export function initCommand(): Command {
  const command = new Command('init')
    .description('make a project that synthesizes, tests and checks itself')
    .argument('[folder]', 'where to make it', '.')
    .option('-y, --yes', 'ask nothing: take what is usual for all that no option says')
    .option('--json', 'print the names of the files as JSON')
    .addHelpText('after', EXAMPLES);
  for (const { flag, message, preset } of QUESTIONS) {
    const usual = preset?.({ name: 'NAME' });
    command.option(`${flag} <answer>`, usual === undefined ? message : `${message} (default: ${usual})`);
  }
  return command
    .option('--ca-file <file>', 'certificate (PEM) of the private authority of your Infisical; the project gets a copy')
    .option(
      '--library <source>',
      'where npm gets this library: a version, or a tarball (.tgz) of which the project gets a copy',
    )
    .allowExcessArguments()
    .action((folder: string, options: Options, { args }: Command) => {
      if (args.length > 1) command.error(TOO_MANY);
      return init(folder, options);
    });
}

interface Options extends Partial<Said> {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly caFile?: string;
  readonly library?: string;
}

async function init(folder: string, { yes, json, caFile, library: from, ...flags }: Options): Promise<void> {
  const isAsking = !yes && !json && process.stdin.isTTY === true && process.stdout.isTTY === true;
  const { FIXED_FILES, namedFiles, projectFiles } = await import('./files/index.js');
  assertFree(folder, FIXED_FILES);
  const problems: string[] = [];
  const certificate = readFlag('--ca-file', caFile, certificatesIn, problems);
  const library = readFlag('--library', from, libraryFrom, problems);
  const questions = QUESTIONS.map((one) => (one.name === 'name' ? nameOf(folder, one, namedFiles) : one));
  const { prompt, showWelcome: welcome, showFarewell: farewell } = await import('./prompt.js');
  if (isAsking && problems.length === 0 && !isQuiet()) welcome();
  const said = await gather(questions, flags, isAsking ? prompt : undefined, problems);
  if (said === undefined) throw new Error('nothing was written');
  const answers = answersFrom(said, { certificate, library: library?.source });
  if (certificate !== undefined && !isSelfHosted(answers)) {
    throw new Error('--ca-file is for an Infisical of your own: give its URL with --host');
  }
  refuseLaptop(answers, flags.laptop);
  const files = [...Object.entries(projectFiles(answers)), ...(library?.files ?? [])];
  const names = files.map(([name]) => name);
  assertFree(folder, names);
  writeFiles(folder, files);
  if (json) printDocument(jsonText({ folder, files: names }));
  else if (isAsking && !isQuiet()) farewell(nextSteps(folder, answers).text.trimEnd());
  else printSummary(say`${lines(names.map((name) => `+ ${join(folder, name)}`))}\n${nextSteps(folder, answers)}`);
}

/** A person who has given a slug has not said that no laptop is wanted. */
function laptopNote({ project }: Answers): string[] {
  return isUuid(project) ? [] : ['Nothing for a laptop: that needs the id (UUID) of the project, and this is a slug.'];
}

/** The Infisical CLI does not know slugs. */
function refuseLaptop({ project }: Answers, asked: string | undefined): void {
  if (asked === undefined || isUuid(project)) return;
  const needs = `--laptop needs the id (UUID) of the project, and --project "${project}" is a slug`;
  throw new ProblemsError([`${needs}: give the id, or leave --laptop out`]);
}

/** What becomes of an option that is no answer to a question. Only what can be a file is repeated: it may be anything. */
function readFlag<T>(flag: string, value: string | undefined, read: (value: string) => T, problems: string[]) {
  if (value === undefined) return undefined;
  try {
    return read(value);
  } catch (error) {
    const named = isFileName(value) ? `${flag} "${value}"` : flag;
    problems.push(`${named} ${(error as Error).message}`);
    return undefined;
  }
}

function isFileName(text: string): boolean {
  return /^[\w./\\:~+ -]+$/.test(text) && /[./\\]/.test(text) && !looksLikeCredential(text);
}

/** The folder's name is the usual name of what is in it. */
function nameOf(folder: string, question: Question, namedFiles: (name: string) => string[]): Question {
  const problem = (name: string) => {
    const present = presentFiles(folder, namedFiles(name));
    const taken = present.length === 0 ? undefined : `is the name of what is there already: ${present.join(', ')}`;
    return question.problem(name) ?? taken;
  };
  const name = basename(resolve(folder)).toLowerCase();
  const unfit = question.problem(name);
  if (unfit === undefined) return { ...question, problem, preset: () => name };
  const other = name.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '');
  const remedy = question.problem(other) === undefined ? `add --name ${other}` : 'say it with --name';
  return { ...question, problem, absence: `the name of the folder, "${name}", ${unfit}: ${remedy}` };
}

function assertFree(folder: string, files: readonly string[]): void {
  const present = presentFiles(folder, files);
  if (present.length === 0) return;
  throw new Error(`${folder} already has ${present.join(', ')}: nothing is overwritten, so name another folder`);
}

function nextSteps(folder: string, answers: Answers): TerminalText {
  const enter =
    relative('.', folder) === '' ? [] : [`cd ${shellWord(folder.startsWith('-') ? `./${folder}` : folder)}`];
  return lines([
    ...laptopNote(answers),
    'Next:',
    ...[...enter, 'npm install', 'npm test', 'npm run synth'].map((step) => `  $ ${step}`),
  ]);
}
