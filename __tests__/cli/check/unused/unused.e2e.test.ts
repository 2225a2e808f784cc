import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../../command-line';
import { shop } from '../../infisical-double/world';
import { double, folderWith, sync, tidyUp, UNIVERSAL, user, yaml } from '../workplace';

afterAll(tidyUp);

const WORLD = shop({ prod: { '/': [], '/api': ['PORT', 'OLD'], '/gone': ['GHOST'] } });

async function unused(args: readonly string[]) {
  const infisical = await double({ world: WORLD });
  const file = 'dist/prod/shop.yaml';
  const folder = folderWith({ [file]: yaml([sync(infisical.url), user(['PORT', 'OLD'])]) });
  const git = (...all: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Jane', '-c', 'user.email=j@example.com', ...all], { cwd: folder });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'first');
  writeFileSync(join(folder, file), yaml([sync(infisical.url), user(['PORT'])]));
  git('commit', '--quiet', '--all', '--message', 'nobody needs it');
  const all = ['check', '--unused', '--host', infisical.url, '--retries', '0', ...args];
  return {
    url: infisical.url,
    requests: infisical.requests,
    ...(await commandLine(all, { cwd: folder, env: UNIVERSAL })),
  };
}

test.concurrent('tells the keys that nobody declares, also of a folder that nobody reads, and asks for names only', async () => {
  const { status, stdout, stderr, url, requests } = await unused([]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(
    new RegExp(`^prod:/api of project shop ${url}
1 key that nobody declares
  OLD  used by Deployment shop/api .*variable OLD in dist/prod/shop.yaml, until
       [0-9a-f]{10} \\([-0-9]{10}, Jane\\): nobody needs it

prod:/gone of project shop ${url}
1 key that nobody declares, which nothing here reads
  GHOST  no commit names it

not looked at: `),
  );
  const listings = requests.filter(({ path }) => path.includes('/secrets'));
  expect(listings).toHaveLength(2);
  for (const { query } of listings) expect(query.get('viewSecretValue')).toBe('false');
});

test.concurrent('ends with 1 where an unused key counts as a finding', async () => {
  expect((await unused(['--fail-on', 'unused'])).status).toBe(1);
  const { status, stdout } = await unused(['--json']);
  expect([status, JSON.parse(stdout).places.map(({ folder }: { folder: string }) => folder)]).toEqual([
    0,
    ['prod:/api', 'prod:/gone'],
  ]);
});

test.concurrent('shows no other format', async () => {
  const { status, stdout, stderr } = await unused(['--format', 'sarif']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(
    '--unused shows what nobody declares, and is no finding by itself: take --format table or json',
  );
});
