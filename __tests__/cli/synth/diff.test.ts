import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Diff, diffOfFolders } from '../../../cli/synth/diff/diff';
import { diffDocument, diffText } from '../../../cli/synth/diff/diff-text';
import { blocksOf } from '../../project/document-blocks';
import { PROJECT } from '../../project/main-program';

const DIST = join(PROJECT, 'examples/shop/dist');
const STRIPE = `            - name: STRIPE_KEY
              valueFrom:
                secretKeyRef:
                  key: STRIPE_KEY
                  name: orders-secrets
                  optional: false
`;

let next: string;
beforeEach(() => {
  next = mkdtempSync(join(tmpdir(), 'diff-'));
  cpSync(DIST, next, { recursive: true });
});
afterEach(() => rmSync(next, { recursive: true, force: true }));

/** What becomes of the shop where its files are changed so, object by object. */
function diffOf(change: (text: string, environment: string) => string): Diff {
  for (const environment of ['prod', 'staging']) {
    const file = join(next, environment, 'shop.k8s.yaml');
    const texts = readFileSync(file, 'utf8').split('---\n');
    writeFileSync(file, texts.map((text) => change(text, environment)).join('---\n'));
  }
  return diffOfFolders(DIST, next, 'dist');
}

const isOf = (text: string, kind: string, name: string) =>
  text.includes(`\nkind: ${kind}\n`) && new RegExp(`^ {2}name: ${name}$`, 'm').test(text);

function released(text: string, environment: string): string {
  if (isOf(text, 'Deployment', 'orders')) {
    const more = environment === 'prod' ? text.replace('replicas: 3', 'replicas: 5') : text;
    return more.replace(/(?<=orders:)1\.\S+$/m, '1.5.0');
  }
  return isOf(text, 'Deployment', 'invoices') ? text.replace(/(?<= env:\n|- env:\n)/, STRIPE) : text;
}

test('the document shows what it tells', () => {
  const block = blocksOf('docs/synth.md', 'console').find((text) => text.includes('--check --diff'));
  expect(block).toContain(diffText(diffOf(released)));
});

test('programs get the fields, with what they were and are', () => {
  const { objects, access, unread } = diffDocument(diffOf(released)) as { [part: string]: unknown };
  expect(objects).toContainEqual({
    change: 'changed',
    environment: 'staging',
    file: 'staging/shop.k8s.yaml',
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'shop-staging',
    name: 'orders',
    restartsPods: true,
    fields: [
      {
        change: 'changed',
        path: 'spec.template.spec.containers[orders].image',
        was: 'registry.example.com/orders:1.5.0-rc.1',
        is: 'registry.example.com/orders:1.5.0',
      },
    ],
  });
  expect(access).toMatchObject([
    {
      kind: 'gains',
      environment: 'staging',
      grows: true,
      sentence: expect.stringContaining('gains STRIPE_KEY in staging'),
    },
    { kind: 'gains', environment: 'prod', sentence: expect.stringContaining('invoices gains STRIPE_KEY in prod') },
  ]);
  expect(unread).toEqual([]);
});

test('where nothing is otherwise, nothing is told', () => {
  expect(diffText(diffOf((text) => text))).toBe('');
});

test('a workload that stays as it is is told where the Secret that it takes keys from is another one', () => {
  const { plan, access } = diffOf((text) =>
    /^kind: InfisicalStaticSecret$/m.test(text) ? text.replaceAll('/orders', '/elsewhere') : text,
  );
  expect(new Set(plan.objects.map(({ kind }) => kind))).toEqual(new Set(['InfisicalStaticSecret']));
  expect(access.map(({ kind, holder }) => `${kind} ${holder.name}`)).toEqual(
    expect.arrayContaining(['moves orders', 'moves invoices']),
  );
});

describe('what is told of who gets which key is what is told of all objects, also where', () => {
  const onOrders = (change: (text: string) => string) => (text: string) =>
    isOf(text, 'Deployment', 'orders') ? change(text) : text;
  const image = (other: string) => onOrders((text) => text.replace(/(?<= image: )\S+/, other));
  test.each<[string, (text: string, environment: string) => string]>([
    ['keys are new', released],
    ['an image is another one', image('registry.example.com/orders:1.6.0')],
    ['an image is one of Infisical', image('infisical/cli:0.43.1')],
    ['how often it runs is otherwise', onOrders((text) => text.replace(/(?<= replicas: )\d+/, '7'))],
    ['a workload is called otherwise', onOrders((text) => text.replace('  name: orders\n', '  name: orders-2\n'))],
    ['a workload is gone', onOrders(() => '')],
  ])('%s', (_, change) => {
    const { access, unread } = diffOf(change);
    const withCause = diffOf((text, environment) =>
      isOf(text, 'ServiceAccount', 'infisical-auth')
        ? `${text}automountServiceAccountToken: false\n`
        : change(text, environment),
    );
    expect(withCause.plan.objects.some(({ kind }) => kind === 'ServiceAccount')).toBe(true);
    expect(withCause.access).toEqual(access);
    expect(withCause.unread).toEqual(unread);
  });
});
