import { double, folderWith, sync, textsIn, tidyUp, UNIVERSAL, user, yaml } from '../check/workplace';
import { commandLine } from '../command-line';
import { shop } from '../infisical-double/world';

afterAll(tidyUp);

const INSIDE = 'http://infisical.infisical.svc';

/** Manifests that call Infisical as the cluster does, and a configuration that knows how it is called from here. */
async function called(...inside: string[]) {
  const { url } = await double({ world: shop({ prod: { '/api': ['PORT'] } }) });
  const names = [...inside, url];
  const manifests = names.map((name, index) => [`dist/${index}/shop.yaml`, yaml([sync(name), user(['PORT'])])]);
  const hosts = JSON.stringify({ hosts: [{ url, aliases: [INSIDE] }] });
  const cwd = folderWith({ ...Object.fromEntries(manifests), 'cdk8s-infisical.yaml': hosts });
  const run = (...args: string[]) => commandLine(args, { cwd, env: UNIVERSAL });
  return { run, catalogues: () => Object.keys(textsIn(cwd)).filter((file) => file.endsWith('.lock.json')) };
}

test('an Infisical that manifests call by an alias has one catalogue, against which all of them are checked', async () => {
  const { run, catalogues } = await called(INSIDE, 'http://Infisical.infisical.svc:80');
  const one = ['import', '--retries', '0'];
  expect(await run(...one, '--project', 'shop', '--environment', 'prod', '--path', '/api')).toMatchObject({
    status: 0,
  });
  expect(await run('check', '--offline')).toMatchObject({ status: 0 });
  expect((await run(...one)).stdout).toContain('nothing has changed');
  expect(catalogues()).toEqual(['imports/infisical/shop.lock.json']);
});

test('so it has where the catalogue is made of the manifests alone', async () => {
  const { run, catalogues } = await called(INSIDE);
  expect(await run('import', '--retries', '0')).toMatchObject({ status: 0, stderr: '' });
  expect(catalogues()).toEqual(['imports/infisical/shop.lock.json']);
  expect(await run('check', '--offline')).toMatchObject({ status: 0 });
});
