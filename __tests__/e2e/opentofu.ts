import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT, run } from './packed-library';

/** What is planned or made, as `tofu show -json` has it. */
export interface Plan {
  readonly resource_changes?: readonly Change[];
  readonly output_changes?: { readonly [name: string]: { readonly after?: unknown } };
}

interface Change {
  readonly address: string;
  readonly change: { readonly actions: readonly string[]; readonly importing?: object; readonly after?: unknown };
}

/** OpenTofu, with the provider that has the recorded schema of the one of Infisical: no network, and nothing behind it. */
export class OpenTofu {
  private readonly env: NodeJS.ProcessEnv;

  /**
   * @param place a folder for what it needs itself
   * @param folders what folders are called that are there already
   */
  public constructor(place: string, folders: readonly string[] = []) {
    const provider = join(place, 'provider');
    mkdirSync(provider);
    run(
      join(PROJECT, 'tools/infisical-provider'),
      'go',
      'build',
      '-o',
      join(provider, 'terraform-provider-infisical'),
      '.',
    );
    const settings = join(place, 'tofu.rc');
    const overrides = `dev_overrides { "infisical/infisical" = ${JSON.stringify(provider)} }`;
    writeFileSync(settings, `disable_checkpoint = true\nprovider_installation { ${overrides} }\n`);
    this.env = { PATH: process.env.PATH, HOME: place, TF_CLI_CONFIG_FILE: settings, FOLDERS: folders.join(' ') };
  }

  /** What is wrong with the files of a folder. */
  public validate(folder: string): string[] {
    const { diagnostics } = JSON.parse(this.tofu(folder, ['validate', '-json']).stdout);
    const isError = ({ severity }: { severity: string }) => severity === 'error';
    return diagnostics
      .filter(isError)
      .map((one: { summary: string; detail: string }) => `${one.summary}: ${one.detail}`);
  }

  public plan(folder: string, variables: { readonly [name: string]: string } = {}): Plan {
    this.mustTofu(folder, ['plan', '-out=plan', ...flags(variables)]);
    return JSON.parse(this.mustTofu(folder, ['show', '-json', 'plan']));
  }

  public apply(folder: string, variables: { readonly [name: string]: string } = {}): void {
    this.mustTofu(folder, ['apply', '-auto-approve', ...flags(variables)]);
  }

  /** What is known when all is made. */
  public outputs(folder: string): { readonly [name: string]: string } {
    const told: { [name: string]: { value: string } } = JSON.parse(this.mustTofu(folder, ['output', '-json']));
    return Object.fromEntries(Object.entries(told).map(([name, { value }]) => [name, value]));
  }

  private mustTofu(folder: string, args: readonly string[]): string {
    const { status, stdout, stderr } = this.tofu(folder, args);
    if (status !== 0) throw new Error(`tofu ${args.join(' ')}:\n${stdout}${stderr}`);
    return stdout;
  }

  private tofu(folder: string, args: readonly string[]) {
    const { env } = this;
    const { status, stdout, stderr, error } = spawnSync('tofu', args, {
      cwd: folder,
      env,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (error !== undefined) throw error;
    return { status, stdout, stderr };
  }
}

function flags(variables: { readonly [name: string]: string }): string[] {
  return ['-input=false', '-no-color', ...Object.entries(variables).map(([name, value]) => `-var=${name}=${value}`)];
}

/** How many resources are created, imported, changed and so on; those that stay as they are do not count. */
export function actionsOf({ resource_changes = [] }: Plan): { readonly [action: string]: number } {
  const counts: { [action: string]: number } = {};
  for (const { change } of resource_changes) {
    const action = change.importing === undefined ? change.actions.join(' and ') : 'import';
    if (action !== 'no-op' && action !== 'read') counts[action] = (counts[action] ?? 0) + 1;
  }
  return counts;
}
