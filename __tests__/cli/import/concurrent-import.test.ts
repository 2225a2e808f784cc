import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockText } from '../../../cli/import/lock-file';
import { double, folderWith, textsIn, tidyUp, UNIVERSAL } from '../check/workplace';
import { commandLine } from '../command-line';
import { PROJECT_ID, shop } from '../infisical-double/world';

// Starts a process.
jest.setTimeout(60_000);
afterAll(tidyUp);

test('an import does not undo what another one wrote while it asked', async () => {
  const cwd = folderWith({});
  const folder = join(cwd, 'imports/infisical');
  const imported = { environment: 'dev', path: '/', recursive: false, listing: [] };
  const other = lockText({ host: 'https://other.example.com', project: { id: PROJECT_ID }, folders: [imported] });
  const { url } = await double({
    world: shop({ prod: { '/': ['PORT'] } }),
    faults: () => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'shop.lock.json'), other);
      return undefined;
    },
  });
  const args = ['import', '--host', url, '--project', 'shop', '--environment', 'prod'];
  expect(await commandLine(args, { cwd, env: UNIVERSAL })).toEqual({
    status: 2,
    stdout: '',
    stderr: 'nothing was written: another import has changed imports/infisical meanwhile, so run this one again\n',
  });
  expect(textsIn(cwd)).toEqual({ 'imports/infisical/shop.lock.json': other });
});
