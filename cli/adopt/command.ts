import { Command, InvalidArgumentError, Option } from 'commander';
import { withNamespaceOption } from '../manifests/namespace-option';
import { withRenderOptions } from '../render/options';
import { asTerminalText } from '../terminal/terminal-text';
import { print, printDocument } from '../terminal/writer';
import type { AdoptOptions } from './adopt-into';

export function adoptCommand(): Command {
  const command = new Command('adopt')
    .description('read Kubernetes YAML, and write the TypeScript that declares the same')
    .argument('<paths...>', 'files and folders of manifests, or - for standard input')
    .option('--out <folder>', 'where to write the project', 'adopted')
    .option('--force', 'overwrite files that are there', false)
    .option('--fix', 'put right what is wrong and safe to put right', false)
    .option('--to <generation>', 'move InfisicalSecrets to v1beta1, with a plan to hand over', parseGeneration)
    .addOption(
      new Option('--check', 'write nothing: say how far the manifests are on their way to v1beta1').conflicts([
        ...['fix', 'force', 'includeRest', 'install', 'library'],
      ]),
    )
    .option('--environments', 'take each folder for an environment of one project, whatever it is called')
    .option('--no-environments', 'take folders that are called like environments for one program without any')
    .option('--include-rest', 'also declare what has nothing to do with Infisical', false)
    .option('--no-verify', 'do not run the program and compare')
    .option('--install', 'have npm install what the program needs, without scripts of packages', false)
    .option('--library <source>', LIBRARY_HELP)
    .option('--json', 'print JSON', false);
  return withNamespaceOption(withRenderOptions(command))
    .addHelpText(
      'after',
      `
Exit codes: 0 everything comes out as it went in, 1 something was wrong before
or comes out otherwise, 2 it could not compare, or could not read everything.
With --check: 0 all is v1beta1, 1 something is left, 2 something is unread.

Examples:
  $ npx cdk8s-infisical adopt k8s/
  $ kubectl kustomize prod | npx cdk8s-infisical adopt - --out apps/prod
  $ npx cdk8s-infisical adopt overlays/prod --render --out apps/prod
  $ npx cdk8s-infisical adopt k8s/dev k8s/staging k8s/prod
  $ npx cdk8s-infisical adopt k8s/ --install
  $ npx cdk8s-infisical adopt dist/ --check
  $ npx cdk8s-infisical adopt k8s/ --to v1beta1 --out migrated`,
    )
    .action(runAdopt);
}

function parseGeneration(value: string): string {
  if (value !== 'v1beta1') throw new InvalidArgumentError('The only generation to move to is v1beta1.');
  return value;
}

const LIBRARY_HELP = 'where npm gets this library: a version, or a tarball (.tgz) of which the project gets a copy';

interface Options extends Omit<AdoptOptions, 'migrate' | 'library'> {
  readonly to?: string;
  readonly library?: string;
  readonly check?: boolean;
  readonly json: boolean;
}

async function runAdopt(paths: string[], { to, library: from, ...options }: Options): Promise<void> {
  const { run } = await import('./run.js');
  const { printed, exitCode } = await run(paths, { ...options, migrate: to !== undefined, from });
  if (options.json) printDocument(printed);
  else print(asTerminalText(printed));
  process.exitCode = exitCode;
}
