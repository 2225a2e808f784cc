import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { jsonText } from '../languages/json';
import { composed } from '../terminal/terminal-text';
import { print, printDocument } from '../terminal/writer';

export function composeMigrationCommand(): Command {
  return new Command('migrate-compose')
    .description('read a compose file, and show the `local` blocks that replace it')
    .argument('<file>', 'the compose file, or - for standard input')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ npx cdk8s-infisical migrate-compose docker-compose.yaml')
    .action(migrateCompose);
}

async function migrateCompose(file: string, { json }: { json?: boolean }): Promise<void> {
  const [{ readCompose }, { migrationReport }] = await Promise.all([
    import('./read-compose.js'),
    import('./report.js'),
  ]);
  const services = readCompose(textOf(file), file);
  if (json) printDocument(jsonText({ services }));
  else print(composed(migrationReport(services)));
}

function textOf(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch {
    throw new Error(`${file}: there is no such file, or it cannot be read`);
  }
}
