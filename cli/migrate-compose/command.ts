import { Command } from 'commander';
import { jsonText } from '../languages/json';
import { printable } from '../terminal/printable';
import { asTerminalText } from '../terminal/terminal-text';
import { print, printDocument } from '../terminal/writer';

export function composeMigrationCommand(): Command {
  return new Command('migrate-compose')
    .description('read a compose file, and show the `local` blocks that replace it')
    .argument('<file>', 'the compose file, or - for standard input')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExamples:\n  $ npx cdk8s-infisical migrate-compose docker-compose.yaml')
    .action(migrateCompose);
}

async function migrateCompose(file: string, { json }: { json?: boolean }): Promise<void> {
  const [{ composeText }, { readCompose }, { migrationReport }] = await Promise.all([
    import('./compose-text.js'),
    import('./read-compose.js'),
    import('./report.js'),
  ]);
  const compose = readCompose(composeText(file), printable(file));
  if (json) printDocument(jsonText(compose));
  else print(asTerminalText(migrationReport(compose, file)));
}
