import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KEYS } from './applications';

const REPOSITORY = resolve(__dirname, '..');
export const APP = 'node --import tsx main.ts';
const ENVIRONMENTS = ['dev', 'staging', 'prod'];
const OF_A_TEAM = 50;
const HOST = 'https://infisical.example.com';
/** What one application has: the sync, the workload and the Service in each environment. */
export const OBJECTS_OF_ONE = 3 * ENVIRONMENTS.length;
/** Who has a key less in the working folder than in the commit. */
const LEAN = 'app-7';
/** That `report --diff` says so. */
export const LOSES = new RegExp(`^- ${LEAN} loses ${KEYS.at(-1)} in .*dev`, 'm');

/** A project with the library as it is published. */
export function layProject(project: string, main: string): void {
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs', 'tsx', 'esbuild', 'typescript', 'cdk8s-cli']) {
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name));
  }
  symlinkSync('../cdk8s-cli/bin/cdk8s', join(modules, '.bin/cdk8s'));
  for (const part of ['package.json', 'build']) {
    cpSync(join(REPOSITORY, part), join(modules, 'cdk8s-infisical', part), { recursive: true });
  }
  writeFileSync(join(project, 'package.json'), '{}');
  writeFileSync(join(project, 'cdk8s.yaml'), `language: typescript\napp: ${APP}\n`);
  writeFileSync(join(project, 'main.ts'), main);
}

/** The command of a project. */
export function mainOf(project: string): string {
  return join(project, 'node_modules/cdk8s-infisical/build/cli/main.js');
}

/**
 * Many applications of a company in three environments: a file and a chart for each team of 50, a folder in Infisical for each
 * application, the catalogue of their keys, and all of it committed.
 */
export class ManyApplications {
  private tag = 0;

  public constructor(
    public readonly folder: string,
    count: number,
  ) {
    const teams = Array.from({ length: Math.ceil(count / OF_A_TEAM) }, (_, i) => i);
    layProject(folder, mainText(teams));
    mkdirSync(join(folder, 'teams'));
    mkdirSync(join(folder, 'imports/infisical'), { recursive: true });
    for (const team of teams) writeFileSync(this.teamFile(team), teamText(team, count));
    writeFileSync(join(folder, 'imports/infisical/shop.lock.json'), catalogueText(count));
    writeFileSync(join(folder, '.gitignore'), 'node_modules\n');
    this.synthesize();
    this.git('init', '--quiet');
    this.git('add', '.');
    this.git('-c', 'user.name=bench', '-c', 'user.email=bench@example.com', 'commit', '--quiet', '--message', 'all');
    this.changeTeam((text) => text.replace(applicationText(LEAN), applicationText(LEAN, KEYS.slice(0, -1))));
    this.synthesize();
  }

  /** Gives one application another image. */
  public changeOne(): void {
    const before = `app:1.${this.tag}`;
    this.tag += 1;
    this.changeTeam((text) => text.replace(before, `app:1.${this.tag}`));
  }

  private changeTeam(change: (text: string) => string): void {
    const file = this.teamFile(0);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }

  private teamFile(team: number): string {
    return join(this.folder, `teams/team-${team}.ts`);
  }

  private synthesize(): void {
    execFileSync(process.execPath, [mainOf(this.folder), 'synth'], { cwd: this.folder });
  }

  private git(...args: string[]): void {
    execFileSync('git', args, { cwd: this.folder });
  }
}

function mainText(teams: readonly number[]): string {
  const imports = teams.map((team) => `import { team${team} } from './teams/team-${team}';\n`);
  return `import { InfisicalAuth, InfisicalHost, InfisicalProject } from 'cdk8s-infisical';
${imports.join('')}
const shop = new InfisicalProject({
  projectSlug: 'shop',
  host: InfisicalHost.selfHosted('${HOST}'),
  auth: InfisicalAuth.universal({ credentials: { name: 'credentials' } }),
});
for (const name of ${JSON.stringify(ENVIRONMENTS)}) {
  const environment = shop.addEnvironment(name, { namespace: 'shop-' + name });
${teams.map((team) => `  team${team}(environment);\n`).join('')}}
shop.synth();
`;
}

function teamText(team: number, count: number): string {
  const many = Math.min(OF_A_TEAM, count - team * OF_A_TEAM);
  const names = Array.from({ length: many }, (_, i) => `app-${team * OF_A_TEAM + i}`);
  return `import { Chart } from 'cdk8s';
import { type ProjectEnvironment, SecretSyncedApp } from 'cdk8s-infisical';

export function team${team}(environment: ProjectEnvironment): void {
  const chart = new Chart(environment, 'team-${team}', { namespace: environment.namespace });
${names.map((name) => applicationText(name)).join('')}}
`;
}

function applicationText(name: string, keys: readonly string[] = KEYS): string {
  return `  new SecretSyncedApp(chart, '${name}', {
    image: 'app:1.0',
    port: 80,
    secretPath: '/${name}',
    secretKeys: ${JSON.stringify(keys)},
  });
`;
}

function catalogueText(count: number): string {
  const paths = Array.from({ length: count }, (_, i) => `/app-${i}`);
  const places = ENVIRONMENTS.flatMap((environment) =>
    paths.map((path) => {
      const origins = [{ environment, path, imported: false, keys: KEYS }];
      return { environment, path, recursive: false, origins };
    }),
  );
  return JSON.stringify({ format: 1, host: HOST, project: { slug: 'shop' }, places });
}
