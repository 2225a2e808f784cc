import { Command, InvalidArgumentError } from 'commander';
import { append } from '../access/compose-options';
import { withConnectionOptions } from '../infisical-api/connection-options';
import { givenWords } from './given-words';
import type { RunOptions } from './options';

export function runCommand(): Command {
  const command = new Command('run')
    .description('run a command with the keys of an application, and no others')
    .usage('[options] <app>... -- <command>...')
    .argument('[words...]', 'applications; behind -- the command with its arguments')
    .option('--environment <slug>', 'take the keys of this environment', parseSlug)
    .option(
      '--compose <file>',
      'file with the record of names (repeatable; default: compose.yaml and infisical.run.yaml, here or above)',
      append,
    )
    .option('--stack', 'give the command the names of the whole compose.yaml, for docker compose')
    .option('--print-names', 'print which variable comes from which key and place; nobody is asked')
    .option('--check', 'find out whether every key exists; no value is asked for')
    .option('--watch', 'start the command again when a key that it has is changed')
    .option('--watch-interval <seconds>', 'how often to ask for changes', parseInterval, 10);
  return withConnectionOptions(command, { timeout: 60, retries: 4, deadline: 300 })
    .addHelpText('after', HELP)
    .action(async (words: string[], options: RunOptions) => {
      const given = givenWords(words, process.argv);
      await (await import('./run.js')).runWithKeys(given, options);
    });
}

const SHORTEST = 5;

/** Infisical Cloud lets nobody ask all the time. */
function parseInterval(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= SHORTEST && seconds <= 3_600)) {
    throw new InvalidArgumentError(`Write a number from ${SHORTEST} to 3600.`);
  }
  return seconds;
}

function parseSlug(text: string): string {
  if (!/^\w[\w-]{0,63}$/.test(text)) throw new InvalidArgumentError('Write the slug of an environment, such as dev.');
  return text;
}

const HELP = `
Values come through the Infisical CLI, which is logged in (infisical login) or
has one of:
  INFISICAL_TOKEN                 an access token
  INFISICAL_UNIVERSAL_AUTH_CLIENT_ID, INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET
The command gets none of these.

Examples:
  $ npx cdk8s-infisical run orders -- pnpm dev
  $ npx cdk8s-infisical run orders web --environment staging -- pnpm test
  $ npx cdk8s-infisical run orders --print-names
  $ npx cdk8s-infisical run --check
  $ npx cdk8s-infisical run --stack -- docker compose up

Exit codes: that of the command, 128 and the number of the signal that ended it,
127 there is no such command, 126 it cannot be run, 125 it was not started;
with --check: 0 every key exists, 1 keys are missing, 2 it could not find out.`;
