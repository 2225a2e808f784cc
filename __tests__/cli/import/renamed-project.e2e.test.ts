import { double, folderWith, textsIn, tidyUp, UNIVERSAL } from '../check/workplace';
import { commandLine } from '../command-line';
import { shop } from '../infisical-double/world';

afterAll(tidyUp);

const LOCK = 'imports/infisical/shop.lock.json';

/** A catalogue of a project whose slug was `old`, in an Infisical where it is `shop` now. */
async function renamed() {
  const { url } = await double({ world: shop({ prod: { '/': ['PORT'] }, qa: { '/': ['PORT'] } }) });
  const run = (cwd: string, ...args: string[]) =>
    commandLine(['import', '--host', url, '--retries', '0', ...args], { cwd, env: UNIVERSAL });
  const first = folderWith({});
  await run(first, '--project', 'shop', '--environment', 'prod');
  const files = textsIn(first);
  const cwd = folderWith({ ...files, [LOCK]: files[LOCK].replace('"slug": "shop"', '"slug": "old"') });
  return { again: (...args: string[]) => run(cwd, ...args), lock: () => JSON.parse(textsIn(cwd)[LOCK]) };
}

test.concurrent.each([
  ['import', []],
  ['import --environment', ['--environment', 'qa']],
  ['import --project <id>', ['--project', '6f1c2d7e-8a3b-4c5d-9e6f-000000000001', '--environment', 'prod']],
])('%s finds a project by its id where it has another slug by now, and says so', async (_, args) => {
  const { again, lock } = await renamed();
  const { status, stdout, stderr } = await again(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('  the project "old" is called "shop" now\n');
  expect(lock().project.slug).toBe('shop');
});

test.concurrent('the places of a renamed project stay', async () => {
  const { again, lock } = await renamed();
  await again('--environment', 'qa');
  expect(lock().places.map(({ environment }: { environment: string }) => environment)).toEqual(['prod', 'qa']);
});
