import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSameRepository, remotesIn } from '../../../cli/git/same-repository';

describe('the remotes of a work tree', () => {
  const folder = mkdtempSync(join(tmpdir(), 'remotes-'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are those that are no folders', () => {
    expect(remotesIn(folder)).toEqual([]);
    git('init', '--quiet');
    expect(remotesIn(folder)).toEqual([]);
    for (const [name, url] of Object.entries({
      a: '/srv/a',
      b: '../b',
      c: 'file:///c',
      d: 'git@example.com:acme/d.git',
    }))
      git('remote', 'add', name, url);
    expect(remotesIn(folder)).toEqual(['git@example.com:acme/d.git']);
  });
});

test.each([
  ['https://github.com/acme/shop', 'git@github.com:Acme/shop.git', true],
  ['ssh://git@example.com:2222/acme/shop.git/', 'https://example.com/acme/shop', true],
  ['https://github.com/acme/shop', 'https://github.com/acme/shop-2', false],
  ['https://github.com/acme/shop', 'https://github.com/me/shop', false],
])('whether %s and %s are one: %s', (some, other, expected) => {
  expect(isSameRepository(some, other)).toBe(expected);
});
