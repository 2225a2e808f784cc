import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commitsNaming, type HistoryLimits, namesIn } from '../../../../cli/git/history/naming-commits';
import { Repository } from './repository';

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
});
afterEach(() => repository.remove());

const ALL = [':(top)'];
const LIMITS: HistoryLimits = { seconds: 60, bytes: 10_000_000, commits: 100 };

async function found(names: readonly string[], pathspecs = ALL, limits = LIMITS) {
  const { namings, cutOff } = await commitsNaming(new Set(names), pathspecs, repository.folder, limits);
  const told = [...namings].map(([name, all]) => [
    name,
    all.map(({ commit, file, isRemoved }) => `${isRemoved ? '-' : '+'}${file} ${commit.subject}`),
  ]);
  return { namings: Object.fromEntries(told), cutOff };
}

test('the newest commit comes first, with what it did', async () => {
  repository.commit({ files: { 'a.yaml': 'key: TOKEN\n' }, subject: 'added' });
  repository.commit({ files: { 'a.yaml': 'key: OTHER\n' }, subject: 'replaced' });
  repository.commit({ files: { 'b.yaml': 'x: 1\n' }, subject: 'something else' });
  expect(await found(['TOKEN', 'OTHER', 'NEVER'])).toEqual({
    namings: { TOKEN: ['-a.yaml replaced', '+a.yaml added'], OTHER: ['+a.yaml replaced'] },
  });
});

test('a commit is told with its day, whoever made it wherever, and its parents', async () => {
  const first = repository.commit({ files: { a: 'TOKEN\n' } });
  const second = repository.commit({ files: { a: '\n' }, subject: 'gone', author: 'Ann' });
  const { namings } = await commitsNaming(new Set(['TOKEN']), ALL, repository.folder);
  expect(namings.get('TOKEN')?.[0].commit).toEqual({
    hash: second,
    parents: [first],
    date: '2026-03-02',
    author: 'Ann',
    subject: 'gone',
  });
});

test('a name that is a part of another one is none, and one between dots is', () => {
  const names = new Set(['DB', 'TOKEN', 'a.b']);
  const told = (text: string) => namesIn(text, names);
  for (const text of ['MY_TOKEN', 'TOKEN_2', 'TOKENS', 'x-TOKEN', 'DBX', 'TOKEN-old']) expect(told(text)).toEqual([]);
  for (const text of ['key: TOKEN', '{{ .TOKEN.Value }}', "'TOKEN',", 'Keys.TOKEN', '$(TOKEN)', 'TOKEN.', '--TOKEN'])
    expect(told(text)).toEqual(['TOKEN']);
  expect(told('key: a.b, DB')).toEqual(['a.b', 'DB']);
});

test('a rule of hyphens takes no time, however long it is', () => {
  const rule = '-'.repeat(1_000_000);
  expect(namesIn(`x${rule}x ${rule}TOKEN${rule}`, new Set(['TOKEN']))).toEqual(['TOKEN']);
});

test('a file that is renamed is taken away and added', async () => {
  repository.commit({ files: { 'old.yaml': 'TOKEN\n' }, subject: 'added' });
  repository.commit({ files: { 'old.yaml': undefined, 'new.yaml': 'TOKEN\n' }, subject: 'moved' });
  expect((await found(['TOKEN'])).namings).toEqual({
    TOKEN: ['+new.yaml moved', '-old.yaml moved', '+old.yaml added'],
  });
});

test('what a branch took away is told by its own commit, what only the merge took away by the merge', async () => {
  repository.commit({ files: { a: 'TOKEN\nMERGED\nx\n', b: '1\n' } });
  repository.git('checkout', '--quiet', '-b', 'work');
  repository.commit({ files: { a: 'MERGED\nx\n' }, subject: 'on the branch' });
  repository.git('checkout', '--quiet', 'main');
  repository.commit({ files: { b: '2\n' }, subject: 'on main' });
  repository.git('merge', '--quiet', '--no-ff', '--no-commit', 'work');
  repository.write({ a: 'x\n' });
  repository.git('commit', '--quiet', '--all', '--message', 'the merge');
  const { TOKEN, MERGED } = (await found(['TOKEN', 'MERGED'])).namings;
  expect(MERGED[0]).toBe('-a the merge');
  expect(TOKEN.filter((one: string) => one.startsWith('-'))).toContain('-a on the branch');
});

test('a line that looks like the head of a patch is a line', async () => {
  const lines = ['-- a/TOKEN', '++ b/evil.yaml', '@@ -1 +1 @@', 'diff --git a/TOKEN b/TOKEN', '\0evil'];
  repository.commit({ files: { 'a.txt': '', '.gitattributes': '*.txt diff\n' } });
  repository.commit({ files: { 'a.txt': `${lines.join('\n')}\n` }, subject: 'added' });
  repository.commit({ files: { 'a.txt': 'no newline at the end' }, subject: 'removed' });
  expect((await found(['TOKEN'])).namings).toEqual({ TOKEN: ['-a.txt removed', '+a.txt added'] });
});

test('files that git quotes have their own names', async () => {
  repository.commit({ files: { 'ä "b"\t\n.yaml': 'TOKEN\n' }, subject: 'x' });
  expect((await found(['TOKEN'])).namings).toEqual({ TOKEN: ['+ä "b"\t\n.yaml x'] });
});

test.each(['-diff', 'binary', '-text -diff linguist-generated'])(
  'what is called %s has its lines',
  async (attributes) => {
    repository.commit({ files: { 'dist/a.yaml': 'TOKEN\n', '.gitattributes': `dist/** ${attributes}\n` } });
    repository.commit({ files: { 'dist/a.yaml': 'x\n' }, subject: 'gone' });
    expect(await found(['TOKEN'])).toEqual({ namings: { TOKEN: ['-dist/a.yaml gone', '+dist/a.yaml x'] } });
  },
);

test.each([
  ['diff.relative', 'true'],
  ['diff.orderFile', '/nowhere'],
  ['diff.noprefix', 'true'],
  ['log.diffMerges', 'off'],
  ['log.follow', 'true'],
  ['color.ui', 'always'],
  ['format.pretty', 'fuller'],
])('the setting %s of the repository hides nothing', async (setting, value) => {
  repository.commit({ files: { 'dist/a.yaml': 'TOKEN\n', 'work/b': '' } });
  repository.git('config', setting, value);
  const { namings, cutOff } = await commitsNaming(new Set(['TOKEN']), ALL, join(repository.folder, 'work'));
  expect([namings.get('TOKEN')?.map(({ file }) => file), cutOff]).toEqual([['dist/a.yaml'], undefined]);
});

test('a pathspec is one, whatever is set for those of a terminal', async () => {
  repository.commit({ files: { 'a.ts': 'TOKEN\n' } });
  process.env.GIT_LITERAL_PATHSPECS = '1';
  try {
    expect((await found(['TOKEN'], [':(glob)**/*.ts'])).namings).toEqual({ TOKEN: ['+a.ts x'] });
  } finally {
    delete process.env.GIT_LITERAL_PATHSPECS;
  }
});

test('a line is read to its end, as that of a manifest in JSON', async () => {
  repository.commit({ files: { 'a.json': `{"x":"${'x '.repeat(100_000)}","key":"TOKEN"}\n` } });
  expect((await found(['TOKEN'])).namings).toEqual({ TOKEN: ['+a.json x'] });
});

test('a subject and an author are one text each, whatever they hold', async () => {
  repository.commit({
    files: { a: 'TOKEN\n' },
    subject: '\u001b[31mred\u001b[0m\u0001 ::error::',
    author: 'Ev\u001b]0;il',
  });
  const { namings } = await commitsNaming(new Set(['TOKEN']), ALL, repository.folder);
  expect(namings.get('TOKEN')?.[0].commit).toMatchObject({ subject: '\u001b[31mred\u001b[0m\u0001 ::error::' });
});

test('1,000 names take one pass', async () => {
  const names = Array.from({ length: 1_000 }, (_, i) => `KEY_${i}`);
  repository.commit({ files: { a: names.map((name) => `${name}\n`).join('') } });
  repository.commit({ files: { a: '\n' }, subject: 'gone' });
  const { namings } = await found(names);
  expect(Object.keys(namings)).toHaveLength(1_000);
  expect(namings.KEY_999).toEqual(['-a gone', '+a x']);
});

describe('where the history is not all there', () => {
  test('a clone that is cut off says so', async () => {
    repository.commit({ files: { a: 'TOKEN\n' } });
    repository.commit({ files: { a: '\n' }, subject: 'gone' });
    repository.commit({ files: { b: '\n' } });
    const clone = new Repository();
    clone.git('pull', '--quiet', '--depth=1', `file://${repository.folder}`, 'main');
    const { namings, cutOff } = await commitsNaming(new Set(['TOKEN']), ALL, clone.folder);
    clone.remove();
    expect([namings.size, cutOff]).toEqual([0, expect.stringContaining('fetch-depth: 0')]);
  });

  test('a clone that has left out the files of the past says so, and fetches nothing', async () => {
    repository.commit({ files: { a: 'TOKEN\n' } });
    repository.commit({ files: { a: '\n' }, subject: 'gone' });
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const clone = new Repository();
    clone.git('remote', 'add', 'origin', `file://${repository.folder}`);
    clone.git('fetch', '--quiet', '--filter=blob:none', 'origin', 'main');
    clone.git('reset', '--quiet', '--soft', 'FETCH_HEAD');
    const { namings, cutOff } = await commitsNaming(new Set(['TOKEN']), ALL, clone.folder);
    clone.remove();
    expect([namings.size, cutOff]).toEqual([0, expect.stringContaining('this clone lacks some of it')]);
  });

  test('what is too long is told, with what was read of it', async () => {
    repository.commit({ files: { a: 'TOKEN\n'.repeat(100_000) } });
    repository.commit({ files: { b: 'TOKEN\n' }, subject: 'newest' });
    const { namings, cutOff } = await found(['TOKEN'], ALL, { ...LIMITS, bytes: 200_000 });
    expect(cutOff).toContain('too long');
    expect(namings.TOKEN?.[0] ?? '+b newest').toBe('+b newest');
  });

  test('without a commit there is none', async () => {
    expect(await found(['TOKEN'])).toEqual({ namings: {}, cutOff: 'git has no commit that it can read' });
  });
});

test('nothing that the repository names is run', async () => {
  const mark = join(repository.folder, 'ran');
  const program = `touch ${mark}; cat`;
  repository.commit({ files: { a: 'TOKEN\n', '.gitattributes': '* diff=evil filter=evil\n' } });
  repository.commit({ files: { a: '\n' } });
  for (const setting of [
    'diff.external',
    'diff.evil.command',
    'diff.evil.textconv',
    'filter.evil.clean',
    'filter.evil.smudge',
    'core.fsmonitor',
    'core.pager',
    'pager.log',
    'gpg.program',
    'core.editor',
    'core.sshCommand',
  ])
    repository.git('config', setting, program);
  repository.git('config', 'log.showSignature', 'true');
  repository.git('config', 'log.showRoot', 'false');
  repository.git('config', 'diff.noprefix', 'true');
  repository.git('config', 'color.ui', 'always');
  expect((await found(['TOKEN'])).namings).toEqual({ TOKEN: ['-a x', '+a x'] });
  expect(existsSync(mark)).toBe(false);
});
