// Builds the site into site/dist. With --serve it stays, and shows it on this machine. SITE_BASE says where it lies on its
// host: `/cdk8s-infisical/`, for example.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileOf } from './content/page';
import { sitePages } from './content/site-pages';
import { bundlePlayground } from './playground/bundle';

const project = resolve(__dirname, '..');
const made = join(__dirname, 'made');
const pages = join(made, 'pages');

async function build(): Promise<void> {
  if (!existsSync(join(__dirname, 'node_modules/.package-lock.json'))) {
    run(__dirname, 'npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  }
  for (const old of [pages, join(__dirname, 'dist')]) rmSync(old, { recursive: true, force: true });
  mkdirSync(join(pages, 'public'), { recursive: true });
  cpSync(join(__dirname, 'icon.svg'), join(pages, 'public/icon.svg'));
  for (const page of sitePages(project, publicApi())) {
    mkdirSync(dirname(join(pages, page.path)), { recursive: true });
    writeFileSync(join(pages, page.path), fileOf(page));
  }
  writeFileSync(join(made, 'inputs.json'), JSON.stringify(await bundlePlayground(join(made, 'playground'))));
  run(__dirname, 'npx', 'vitepress', 'build');
  if (process.argv.includes('--serve')) run(__dirname, 'npx', 'vitepress', 'preview');
}

/** As jsii has told it when the library was built; if it was not, it is built. */
function publicApi(): string {
  if (!existsSync(join(project, '.jsii'))) run(project, 'node', 'tools/library.cjs');
  const file = join(made, 'api.md');
  run(project, 'node', 'tools/api.cjs', '--markdown', file);
  return readFileSync(file, 'utf8');
}

function run(cwd: string, program: string, ...args: readonly string[]): void {
  const { status } = spawnSync(program, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

build();
