import { basename, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { presentFiles, writeFiles } from '../files/write-files';
import { jsonText } from '../languages/json';
import { shellWord } from '../shell/word';
import { lines, say, type TerminalText } from '../terminal/terminal-text';
import { print, printDocument } from '../terminal/writer';
import { type Answers, answersFrom, QUESTIONS } from './answers';
import { gather, type Said } from './ask';

const EXAMPLES = `
Examples:
  $ npx cdk8s-infisical init orders            asks what it needs to know
  $ npx cdk8s-infisical init orders --yes --project 6f1c2d7e-0000-4000-8000-000000000002 --keys DATABASE_URL,PORT`;

export function initCommand(): Command {
  const command = new Command('init')
    .description('make a project that synthesizes, tests and checks itself')
    .argument('[folder]', 'where to make it', '.')
    .option('-y, --yes', 'ask nothing: take what is usual for all that no option says')
    .option('--json', 'print the names of the files as JSON')
    .addHelpText('after', EXAMPLES);
  for (const { flag, message } of QUESTIONS) command.option(`${flag} <answer>`, message);
  return command.action(init);
}

type Options = Partial<Said> & { readonly yes?: boolean; readonly json?: boolean };

async function init(folder: string, { yes, json, ...flags }: Options): Promise<void> {
  const isAsking = !yes && !json && process.stdin.isTTY === true && process.stdout.isTTY === true;
  const questions = QUESTIONS.map((question) => (question.name === 'name' ? namedAfter(folder, question) : question));
  const { prompt, welcome, farewell } = await import('./prompt.js');
  if (isAsking) welcome();
  const said = await gather(questions, flags, isAsking ? prompt : undefined);
  if (said === undefined) throw new Error('nothing was written');
  const files = await filesOf(answersFrom(said));
  write(folder, files);
  const names = Object.keys(files);
  if (json) printDocument(jsonText({ folder, files: names }));
  else if (isAsking) farewell(nextSteps(folder).text.trimEnd());
  else print(say`${lines(names.map((name) => `+ ${join(folder, name)}`))}\n${nextSteps(folder)}`);
}

/** The folder's name is the usual name of what is in it. */
function namedAfter(folder: string, question: (typeof QUESTIONS)[number]) {
  const name = basename(resolve(folder)).toLowerCase();
  return question.problem(name) === undefined ? { ...question, preset: () => name } : question;
}

async function filesOf(answers: Answers): Promise<{ [name: string]: string }> {
  const { projectFiles } = await import('./files/index.js');
  return projectFiles(answers);
}

function write(folder: string, files: { readonly [name: string]: string }): void {
  const present = presentFiles(folder, Object.keys(files));
  if (present.length > 0) {
    throw new Error(`${folder} already has ${present.join(', ')}: nothing is overwritten, so name another folder`);
  }
  writeFiles(folder, Object.entries(files));
}

function nextSteps(folder: string): TerminalText {
  const enter =
    relative('.', folder) === '' ? [] : [`cd ${shellWord(folder.startsWith('-') ? `./${folder}` : folder)}`];
  return lines(['Next:', ...[...enter, 'npm install', 'npm test', 'npm run synth'].map((step) => `  $ ${step}`)]);
}
