import { build } from 'esbuild';
import { judgeForPage } from '../../site/playground/bundle';

test('the judge needs nothing of Node but paths', async () => {
  const { metafile, outputFiles } = await build({
    ...judgeForPage('node:path'),
    external: ['node:path'],
    metafile: true,
    write: false,
  });
  const [output] = Object.values(metafile.outputs);
  expect([...new Set(output.imports.filter(({ external }) => external).map(({ path }) => path))]).toEqual([
    'node:path',
  ]);
  expect(outputFiles[0].contents.length).toBeLessThan(1_000_000);
});
