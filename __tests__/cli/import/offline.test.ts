import { askCatalogues } from '../../../cli/import/offline';

const folder = { host: 'https://a.example', projectSlug: 'shop', environment: 'prod', path: '/', recursive: false };
const catalogue = (slug: string, host: string) => ({ host, project: { slug, id: 'one' }, folders: [] });
const RUN = 'run npx cdk8s-infisical import';

test.each([
  [[], `there is no key catalogue, which would know project "shop", prod:/: ${RUN}`],
  [
    [catalogue('billing', 'https://a.example'), catalogue('shop', 'https://a.example')],
    `the key catalogue does not know project "shop", prod:/: ${RUN}`,
  ],
  [
    [catalogue('billing', 'https://a.example'), catalogue('shop', 'https://b.example')],
    `the key catalogue does not know project "shop", prod:/ at https://a.example, and has that project at https://b.example: ${RUN}, or, if that is the same Infisical, name it in its aliases in cdk8s-infisical.yaml`,
  ],
])('what the catalogues %j do not know is told with what they have', async (catalogues, message) => {
  await expect(askCatalogues(catalogues)(folder)).rejects.toThrow(message);
});

test('which of the keys have a tag no catalogue tells', async () => {
  const known = { ...catalogue('shop', 'https://a.example'), folders: [{ ...folder, listing: [] }] };
  await expect(askCatalogues([known])(folder)).resolves.toEqual([]);
  await expect(askCatalogues([known])({ ...folder, tags: ['web'] })).rejects.toThrow(
    'the key catalogue does not know which keys of project "shop", prod:/ have the tags that are read (tags: web): ask Infisical, by a check without --offline',
  );
});
