import { judge } from '../../site/playground/judge';
import { commandLine } from '../cli/command-line';
import { inFolder } from '../cli/report/online-shop';
import { manifestFixtures } from './manifest-fixtures';

/** What the command says of a file with the text; undefined where it finds no manifest. */
function linted(text: string): Promise<unknown> {
  return inFolder({ 'manifests.yaml': text }, async (cwd) => {
    const { stdout, stderr } = await commandLine(['lint', 'manifests.yaml', '--format', 'json'], { cwd });
    return stderr.includes('there are no Kubernetes manifests') ? undefined : JSON.parse(stdout);
  });
}

const OTHERS = [
  { name: 'an empty text', text: '' },
  { name: 'a text that is no YAML', text: 'a: [' },
  { name: 'two documents, of which one is broken', text: 'kind: Secret\napiVersion: v1\n---\n\t- x' },
  {
    name: 'objects that have no name',
    text: 'apiVersion: v1\nkind: Secret\n---\nkind: Pod\napiVersion: v1\nmetadata: null\n',
  },
  { name: 'a suppression', text: suppressed() },
  { name: 'letters of many bytes', text: 'apiVersion: v1\nkind: Secret\nmetadata: { name: "schlüssel-🔑" }\n' },
  { name: 'a byte order mark', text: '\uFEFFapiVersion: v1\nkind: Secret\nmetadata: { name: A }\n' },
  { name: 'lines of Windows', text: 'apiVersion: v1\r\nkind: Secret\r\nmetadata:\r\n  name: A\r\n' },
];

test.each([...manifestFixtures(), ...OTHERS])('the playground says of $name what lint says', async ({ text }) => {
  const said = await linted(text);
  const { lint } = judge(text);
  if (said === undefined) expect(lint).toMatchObject({ findings: [], unread: [], summary: { objects: 0 } });
  else expect(lint).toEqual(said);
});

test("what is kustomize's is unread, as it is for lint, which names the folder besides", () => {
  const text =
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamePrefix: x-\nresources: [a.yaml]\n';
  const { lint } = judge(text);
  expect(lint.unread.map(({ message }) => message)).toEqual([
    'it has kustomize add or change objects: read what kustomize build writes',
  ]);
});

test('each key is told with workload, Secret, folder and environment', () => {
  const text = manifestFixtures().find(({ name }) => name.endsWith('2-in-order.yaml'))?.text ?? '';
  const { keys, pictures, unfollowed } = judge(text);
  expect(
    keys.map(({ workload, key, arrival, managed, folder, environment }) => [
      workload,
      key,
      arrival,
      managed,
      folder,
      environment,
    ]),
  ).toEqual([
    ['CronJob shop/invoices', 'DATABASE_URL', 'variable DB_URL', 'Secret shop/orders', '/orders', 'prod'],
    ['Deployment shop/orders', 'DATABASE_URL', 'variable DATABASE_URL', 'Secret shop/orders', '/orders', 'prod'],
    ['Deployment shop/orders', 'STRIPE_KEY', 'variable STRIPE_KEY', 'Secret shop/orders', '/orders', 'prod'],
  ]);
  expect(unfollowed).toEqual([]);
  expect(pictures.map(({ title }) => title)).toEqual(['prod']);
});

test('a picture leads to the first key of a workload', () => {
  const text = manifestFixtures().find(({ name }) => name.endsWith('2-in-order.yaml'))?.text ?? '';
  const { keys, pictures } = judge(text);
  const addresses = keys.flatMap(({ address }) => address ?? []);
  expect(addresses).toEqual(['workload=shop/invoices', 'workload=shop/orders']);
  expect([...pictures[0].svg.matchAll(/href="#([^"]*)"/g)].map(([, address]) => address)).toEqual(addresses);
});

test('a picture has names as text only', () => {
  const text = manifestFixtures().find(({ name }) => name.endsWith('2-in-order.yaml'))?.text ?? '';
  const name = '<img src=x onerror=alert(1)>"\'';
  const { pictures } = judge(text.replaceAll(/\borders\b/g, JSON.stringify(name)));
  const svg = pictures.map((one) => one.svg).join();
  expect(svg).toContain('onerror');
  expect(svg).not.toContain('<img');
  expect(svg).not.toMatch(/<[^>]*\sonerror=/);
});

function suppressed(): string {
  return 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: A\n  annotations:\n    cdk8s-infisical/ignore: "N1: because"\n';
}
