import { filesFor } from '../../../cli/import/files';
import type { Catalogue } from '../../../lib/infisical/catalogue';

const catalogue = (slug: string): Catalogue => ({
  host: 'https://secrets.example.com',
  project: { slug },
  folders: [],
});
const names = (catalogues: Catalogue[], known: Catalogue[] = [], name?: string) =>
  filesFor(
    catalogues.map((one) => ({ catalogue: one })),
    new Map(known.map((one) => [one.project.slug ?? '', one])),
    name,
  ).map((written) => written.name);

test('two projects do not get names that are one file where the case of letters makes no other', () => {
  expect(() => names([catalogue('Shop'), catalogue('shop')])).toThrow('two projects are called "shop"');
  expect(() => names([catalogue('billing')], [catalogue('shop')], 'SHOP')).toThrow(
    'shop.lock.json is of another project: give this one another --name',
  );
  expect(names([catalogue('shop')], [catalogue('shop')], 'shop')).toEqual(['shop']);
});

test('a project is not called as Windows calls a device', () => {
  expect(() => names([catalogue('shop')], [], 'con')).toThrow('--name con: Windows calls a device so');
});
