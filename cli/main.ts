import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { readCompose } from './compose-migration/read-compose';
import { migrationReport } from './compose-migration/report';

/** It could not do what was asked for. */
const COULD_NOT = 2;

const program = new Command('cdk8s-infisical')
  .description('Infisical-backed workloads from one declaration')
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

program
  .command('migrate-compose')
  .description('read a compose file, and show the `local` blocks that replace it')
  .argument('<file>', 'the compose file, or - for standard input')
  .option('--json', 'print JSON')
  .addHelpText('after', '\nExample:\n  $ npx cdk8s-infisical migrate-compose docker-compose.yaml')
  .action((file: string, { json }: { json?: boolean }) => {
    const services = readCompose(textOf(file), file);
    process.stdout.write(json ? `${JSON.stringify({ services }, null, 2)}\n` : migrationReport(services));
  });

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new Error(`${file}: there is no such file, or it cannot be read`);
  }
}

try {
  program.parse();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : COULD_NOT;
  else {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = COULD_NOT;
  }
}
