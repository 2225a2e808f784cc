import { Command } from 'commander';
import { jsonText } from '../languages/json';
import { ExitCode } from '../terminal/exit-code';
import { printable } from '../terminal/printable';
import { programText } from '../terminal/terminal-text';
import { print, printDocument } from '../terminal/writer';

export function composeMigrationCommand(): Command {
  return new Command('migrate-compose')
    .description('read a compose file, and show the `local` blocks that replace it')
    .argument(
      '[files...]',
      'the compose file, or several that are merged in their order, or - for standard input (default: the one of the folder, with its override file)',
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExamples:\n' +
        '  $ npx cdk8s-infisical migrate-compose docker-compose.yaml\n' +
        '  $ npx cdk8s-infisical migrate-compose compose.yaml compose.dev.yaml',
    )
    .action(migrateCompose);
}

async function migrateCompose(named: string[], { json }: { json?: boolean }): Promise<void> {
  const [{ composeSources }, { filesAround }, { readComposeProject }, { migrationReport }] = await Promise.all([
    import('./compose-sources.js'),
    import('./project-files.js'),
    import('./read-compose.js'),
    import('./report.js'),
  ]);
  const sources = composeSources(named);
  const { file } = sources[0];
  const shown = sources.map((source) => ({ ...source, file: printable(source.file) }));
  const compose = readComposeProject(shown, filesAround(file));
  if (json) printDocument(jsonText(compose));
  else print(programText(migrationReport(compose, file)));
  if (compose.unread.length > 0) process.exitCode = ExitCode.FAILURE;
}
