// Builds the site into site/dist. With --serve it stays, and shows it on this machine.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileOf } from './content/page';
import { sitePages } from './content/site-pages';
import { bundlePlayground } from './playground/bundle';

const folder = __dirname;
const made = join(folder, 'made');

async function build(): Promise<void> {
  if (!existsSync(join(folder, 'node_modules/vitepress')))
    run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  rmSync(join(made, 'pages'), { recursive: true, force: true });
  for (const page of sitePages(resolve(folder, '..'))) {
    const file = join(made, 'pages', page.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, fileOf(page));
  }
  mkdirSync(join(made, 'pages/public'), { recursive: true });
  cpSync(join(folder, 'icon.svg'), join(made, 'pages/public/icon.svg'));
  await bundlePlayground(join(made, 'playground'));
  run('npx', 'vitepress', 'build');
  if (process.argv.includes('--serve')) run('npx', 'vitepress', 'preview');
}

function run(program: string, ...args: readonly string[]): void {
  const { status } = spawnSync(program, args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

build();
