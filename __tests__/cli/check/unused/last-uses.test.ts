import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { withLastUses } from '../../../../cli/check/unused/last-uses';
import type { LastUse, UnusedPlace } from '../../../../cli/check/unused/unused-view';
import type { Manifest } from '../../../../lib/model/manifest';
import { Repository } from '../../git/history/repository';
import { syncFrom, workload } from '../../report/reported';

let repository: Repository;
const here = process.cwd();
beforeEach(() => {
  repository = new Repository();
  process.chdir(repository.folder);
});
afterEach(() => {
  process.chdir(here);
  repository.remove();
});

const yaml = (...manifests: Manifest[]) => manifests.map((one) => stringify(one)).join('---\n');
/** The keys that a Deployment takes of `/api` in an environment. */
const taking = (environment: string, ...keys: readonly string[]) =>
  yaml(syncFrom({ envSlug: environment }), workload('web', Object.fromEntries(keys.map((key) => [`V_${key}`, key]))));

function place(environment: string, ...keys: readonly string[]): UnusedPlace {
  const folder = `${environment}:/api`;
  const all = keys.map((key) => ({ key, status: 'unused' as const }));
  return { host: 'https://app.infisical.com', project: 'shop', environment, folder, isUnread: false, keys: all };
}

const REQUEST = { paths: ['dist'], compose: {}, catalogue: 'imports/infisical', projects: [], told: {} };

async function lastUses(places: readonly UnusedPlace[], paths: readonly string[] = ['dist']) {
  const found = await withLastUses(places, { ...REQUEST, paths });
  const uses = found.places.flatMap(({ environment, keys }) =>
    keys.map(({ key, lastUse }): [string, LastUse | undefined] => [`${environment} ${key}`, lastUse]),
  );
  return { uses: Object.fromEntries(uses), notLookedAt: found.notLookedAt };
}

test('the commit that took it away is told, with who used it, in that environment', async () => {
  const files = (environment: string, ...keys: readonly string[]) => ({
    [`dist/${environment}/shop.yaml`]: taking(environment, ...keys),
  });
  repository.commit({ files: { ...files('prod', 'A', 'OLD'), ...files('staging', 'A', 'OLD') }, subject: 'first' });
  const prod = repository.commit({ files: files('prod', 'A'), subject: 'prod drops it', author: 'Ann' });
  const staging = repository.commit({ files: files('staging', 'A'), subject: 'so does staging' });
  const { uses, notLookedAt } = await lastUses([place('prod', 'OLD'), place('staging', 'OLD')]);
  expect(notLookedAt).toEqual([]);
  expect(uses).toEqual({
    'prod OLD': {
      commit: prod.slice(0, 10),
      date: '2026-03-02',
      author: 'Ann',
      subject: 'prod drops it',
      file: 'dist/prod/shop.yaml',
      kind: 'removed',
      users: [{ object: 'Deployment shop/web', container: 'web', as: 'variable V_OLD' }],
    },
    'staging OLD': expect.objectContaining({ commit: staging.slice(0, 10), kind: 'removed' }),
  });
});

describe('where the name goes from other files in the same commit', () => {
  const record = (key: string) => `services:\n  web:\n    environment:\n      ${key}: x\n`;
  test('the file is that of who used it', async () => {
    const files = (...keys: readonly string[]) => ({
      'compose.yaml': record(keys.at(-1) ?? ''),
      'dist/staging/shop.yaml': taking('staging', ...keys),
    });
    repository.commit({ files: files('A', 'OLD') });
    repository.commit({ files: files('A') });
    const { uses } = await lastUses([place('staging', 'OLD')], ['.']);
    expect(uses['staging OLD']).toMatchObject({
      kind: 'removed',
      file: 'dist/staging/shop.yaml',
      users: [{ object: 'Deployment shop/web', as: 'variable V_OLD' }],
    });
  });

  test('also where that is not committed', async () => {
    repository.commit({ files: { 'a.yaml': record('OLD'), 'dist/shop.yaml': taking('staging', 'OLD') } });
    repository.write({ 'dist/shop.yaml': taking('staging', 'A') });
    const { uses } = await lastUses([place('staging', 'OLD')], ['.']);
    expect(uses['staging OLD']).toMatchObject({ kind: 'until-now', file: 'dist/shop.yaml' });
  });

  test('each user in another file is told with its own', async () => {
    const files = (...keys: readonly string[]) => ({
      'dist/a.yaml': taking('staging', ...keys),
      'dist/b.yaml': taking('staging', ...keys).replaceAll('name: web', 'name: worker'),
    });
    repository.commit({ files: files('A', 'OLD') });
    repository.commit({ files: files('A') });
    const { uses } = await lastUses([place('staging', 'OLD')]);
    expect(uses['staging OLD']).toMatchObject({
      file: 'dist/a.yaml',
      users: [{ object: 'Deployment shop/web' }, { object: 'Deployment shop/worker', file: 'dist/b.yaml' }],
    });
  });
});

test('a key that only another environment used is named, and no more', async () => {
  repository.commit({ files: { 'dist/prod/shop.yaml': taking('prod', 'OLD') } });
  repository.commit({ files: { 'dist/prod/shop.yaml': taking('prod', 'A') }, subject: 'gone' });
  const { uses } = await lastUses([place('staging', 'OLD')]);
  expect(uses['staging OLD']).toMatchObject({ kind: 'named', subject: 'gone', users: [] });
});

test('a sync that reads another folder now has used it as of the commit that named it', async () => {
  const of = (path: string) => yaml(syncFrom({ secretsPath: path }), workload('web', { A: 'TOKEN' }));
  const first = repository.commit({ files: { 'dist/prod/shop.yaml': of('/api') } });
  repository.commit({ files: { 'dist/prod/shop.yaml': of('/elsewhere') }, subject: 'moved' });
  const { uses } = await lastUses([place('prod', 'TOKEN')]);
  expect(uses['prod TOKEN']).toMatchObject({ kind: 'used', commit: first.slice(0, 10) });
});

test('what is not committed is told as such', async () => {
  repository.commit({ files: { 'dist/prod/shop.yaml': taking('prod', 'A', 'OLD') }, subject: 'the last' });
  repository.write({ 'dist/prod/shop.yaml': taking('prod', 'A') });
  const { uses } = await lastUses([place('prod', 'OLD')]);
  expect(uses['prod OLD']).toMatchObject({ kind: 'until-now', subject: 'the last' });
});

test('a file that was renamed before has its users of then', async () => {
  repository.commit({ files: { 'dist/prod/old.yaml': taking('prod', 'A', 'OLD') } });
  repository.commit({ files: { 'dist/prod/old.yaml': undefined, 'dist/prod/new.yaml': taking('prod', 'A', 'OLD') } });
  repository.commit({ files: { 'dist/prod/new.yaml': taking('prod', 'A') }, subject: 'gone' });
  const { uses } = await lastUses([place('prod', 'OLD')]);
  expect(uses['prod OLD']).toMatchObject({ kind: 'removed', subject: 'gone', file: 'dist/prod/new.yaml' });
});

test('a program is looked at, a key catalogue is not', async () => {
  repository.commit({ files: { 'main.ts': "keys: ['OLD']\n", 'imports/infisical/shop.ts': "NEVER: 'NEVER'\n" } });
  repository.commit({ files: { 'main.ts': '\n', 'imports/infisical/shop.ts': '\n', 'a.lock.json': '"NEVER"\n' } });
  const { uses } = await lastUses([place('prod', 'OLD', 'NEVER')]);
  expect(uses).toEqual({
    'prod OLD': expect.objectContaining({ kind: 'named', file: 'main.ts' }),
    'prod NEVER': undefined,
  });
});

test('manifests that were broken then tell nothing, and stop nothing', async () => {
  repository.commit({ files: { 'dist/prod/shop.yaml': '<<<<<<< ours\nkey: OLD\n' } });
  repository.commit({ files: { 'dist/prod/shop.yaml': taking('prod', 'A') }, subject: 'mended' });
  expect((await lastUses([place('prod', 'OLD')])).uses['prod OLD']).toMatchObject({ kind: 'named', subject: 'mended' });
});

test('texts of others are no commands of a terminal', async () => {
  repository.commit({ files: { 'dist/prod/shop.yaml': taking('prod', 'A', 'OLD') } });
  repository.commit({
    files: { 'dist/prod/shop.yaml': taking('prod', 'A') },
    subject: '\u001b]0;evil\u0007\u202e',
    author: 'J\u001b[2Jane',
  });
  const { uses } = await lastUses([place('prod', 'OLD')]);
  const { subject = '', author = '' } = uses['prod OLD'] ?? {};
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(subject + author).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  expect(subject).toContain('\\u001b]0;evil');
});

describe('where there is no past', () => {
  test('the keys are unused all the same, and why is told', async () => {
    for (const [paths, reason] of [
      [['-'], /standard input has no past/],
      [['/'], /outside of the repository/],
    ] as const) {
      const { uses, notLookedAt } = await lastUses([place('prod', 'OLD')], paths);
      expect(uses).toEqual({ 'prod OLD': undefined });
      expect(notLookedAt).toEqual([expect.stringMatching(reason)]);
    }
    expect((await lastUses([place('prod', 'OLD')])).notLookedAt).toEqual([
      'all of the past: git has no commit that it can read',
    ]);
  });

  test('nor is git asked where nothing is unused', async () => {
    process.chdir('/');
    expect(await withLastUses([], REQUEST)).toEqual({ places: [], history: 'none', notLookedAt: [] });
  });
});

test('no program is run to fetch what the clone lacks, also where older states are read', async () => {
  const ran = join(repository.folder, '.git/ran');
  repository.commit({ files: { 'dist/prod/shop.yaml': taking('prod', 'A', 'OLD'), 'other.bin': 'x' } });
  repository.commit({ files: { 'dist/prod/shop.yaml': taking('prod', 'A') }, subject: 'gone' });
  const lacking = repository.git('rev-parse', 'HEAD:other.bin').trim();
  rmSync(join(repository.folder, '.git/objects', lacking.slice(0, 2), lacking.slice(2)));
  writeFileSync(join(repository.folder, '.git/fetch'), `#!/bin/sh\ntouch '${ran}'\n`, { mode: 0o755 });
  repository.git('config', 'core.repositoryFormatVersion', '1');
  repository.git('config', 'extensions.partialClone', 'origin');
  repository.git('config', 'remote.origin.promisor', 'true');
  repository.git('config', 'remote.origin.url', repository.folder);
  repository.git('config', 'remote.origin.uploadpack', join(repository.folder, '.git/fetch'));
  const { uses } = await lastUses([place('prod', 'OLD')]);
  expect(existsSync(ran)).toBe(false);
  expect(uses['prod OLD']).toMatchObject({ subject: 'gone' });
});

test('of a submodule, which has a history of its own, nothing is said that was not looked at', async () => {
  const first = repository.commit({ files: { 'main.ts': '' } });
  repository.git('update-index', '--add', '--cacheinfo', `160000,${first},dist`);
  mkdirSync(join(repository.folder, 'dist'));
  repository.git('commit', '--quiet', '--message', 'dist elsewhere');
  const found = await withLastUses([place('prod', 'OLD')], REQUEST);
  expect(found).toMatchObject({
    history: 'part',
    notLookedAt: ['the past of dist: it is a submodule, with a history of its own'],
  });
});
