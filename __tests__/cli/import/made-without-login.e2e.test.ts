import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { double, folderWith, sync, textsIn, tidyUp, UNIVERSAL, user, yaml } from '../check/workplace';
import { commandLine, runProgram } from '../command-line';
import { shop } from '../infisical-double/world';

afterAll(tidyUp);

const LOCK = 'imports/infisical/shop.lock.json';
const PAGE = readFileSync(join(__dirname, '../../../docs/check.md'), 'utf8');
const WRITTEN = blockOf('json imports/infisical/shop.lock.json');
const MANIFESTS = yaml([
  sync('https://app.infisical.com', { secretsPath: '/orders' }),
  user(['DATABASE_URL', 'SMTP_PASSWORD', 'PROT']),
]);

function blockOf(head: string): string {
  const [, block = ''] = PAGE.split(`\`\`\`${head}\n`)[1]?.match(/^([\s\S]*?)```/) ?? [];
  return block;
}

async function checkOffline(cwd: string): Promise<void> {
  const { status, stdout } = await commandLine(['check', '--offline'], { cwd });
  expect(stdout).toContain('2 ok, 1 missing or not visible');
  expect(stdout).toMatch(/PROT +prod:\/orders .* did you mean "PORT"\?/);
  expect(status).toBe(1);
}

test('a key catalogue that was written by hand, as the page says, is read', async () => {
  await checkOffline(folderWith({ 'dist/a.yaml': MANIFESTS, [LOCK]: WRITTEN }));
});

test('the names come out of what the Infisical CLI exports, by the command of the page, and no value is written', async () => {
  // As packages/cmd/export.go of the CLI marshals models.SingleEnvironmentVariable.
  const exported = ['PORT', 'DATABASE_URL', 'SMTP_PASSWORD'].map((key) => ({ key, value: 'canary', type: 'shared' }));
  const command = blockOf('sh').replace(/^infisical export .*\|$/m, `echo '${JSON.stringify(exported)}' |`);
  const cwd = folderWith({ 'dist/a.yaml': MANIFESTS });
  const { PATH } = process.env;
  expect(await runProgram('sh', ['-ec', command], { cwd, env: { PATH } })).toMatchObject({ status: 0, stderr: '' });
  expect(textsIn(cwd)[LOCK]).not.toContain('canary');
  await checkOffline(cwd);
});

test('import brings one up to date that was written by hand', async () => {
  const infisical = await double({ world: shop({ prod: { '/orders': ['DATABASE_URL', 'NEW'] } }) });
  const cwd = folderWith({ [LOCK]: WRITTEN.replace('https://app.infisical.com', infisical.url) });
  const { status, stdout } = await commandLine(['import', '--host', infisical.url], { cwd, env: UNIVERSAL });
  expect(status).toBe(0);
  expect(stdout).toContain('  + prod:/orders NEW\n');
  expect(stdout).toContain('  - prod:/orders PORT\n');
});
