import { FollowedPaths } from '../../../../cli/synth/watch/followed-paths';

const paths = new FollowedPaths('/project');
paths.writesInto(['/project/dist', '/project/.dist.synth']);
paths.writes(['compose.yaml']);

test.each([
  '/project/main.ts',
  '/project/images/prod.yaml',
  '/project/cdk8s.yaml',
  '/project/cdk8s-infisical.yaml',
  '/project/imports/infisical/shop.ts',
  '/project/distant.ts',
  '/project/.env',
  '/project/lib/dist/x.ts',
  '/elsewhere/dist/shared.ts',
])('%s may change what a program writes', (path) => {
  expect(paths.isFollowed(path)).toBe(true);
});

test.each([
  ['the output folder', '/project/dist'],
  ['a file in it', '/project/dist/prod/a.k8s.yaml'],
  ['what a synth has not finished', '/project/.dist.synth/run-1-01234567/dist'],
  ['what a synth writes for the laptop', '/project/compose.yaml'],
  ['the same, not in place yet', '/project/.compose.yaml.half'],
  ['dependencies', '/project/node_modules/cdk8s/lib/index.js'],
  ['dependencies of a part of the project', '/project/packages/a/node_modules'],
  ['git', '/project/.git/index'],
  ['a test of vim', '/project/4913'],
  ['a copy of vim', '/project/main.ts~'],
  ['a swap file of vim', '/project/.main.ts.swp'],
  ['a lock of emacs', '/project/.#main.ts'],
  ['a copy of emacs', '/project/#main.ts#'],
  ['a copy of an IDE of JetBrains', '/project/main.ts___jb_tmp___'],
])('%s does not: %s', (_, path) => {
  expect(paths.isFollowed(path)).toBe(false);
});

test('a new output folder is left out, and the old one too', () => {
  const moved = new FollowedPaths('/project');
  for (const name of ['dist', 'out']) moved.writesInto([`/project/${name}`]);
  expect(['dist/a', 'out/a'].map((path) => moved.isFollowed(`/project/${path}`))).toEqual([false, false]);
});
