import { join } from 'node:path';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { asCanonical, formsIn } from '../../../cli/comparison/canonical';
import { asShortAmount, asThousandths } from '../../../cli/comparison/quantity';
import { readManifests } from '../../../cli/manifests/read-files';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import type { Manifest } from '../../../lib/model/manifest';

const VALID = join(__dirname, '../../fixtures/adopt/valid');

describe('amounts', () => {
  test.each([
    ['1Gi', '1024Mi'],
    ['1', '1000m'],
    [1, '1'],
    ['0.5', '500m'],
    ['1.5G', '1500M'],
    ['1Ki', '1024'],
  ])('%s is %s', (one, other) => {
    expect(asThousandths(one)).toBe(asThousandths(other));
  });

  test.each([
    ['1G', '1Gi'],
    ['1', '1m'],
    ['nonsense', '1'],
  ])('%s is not %s', (one, other) => {
    expect(asThousandths(one)).not.toBe(asThousandths(other));
  });
});

test.each([
  ['1024Mi', '1Gi', '1Gi'],
  ['1073741824', '1Gi', '1073741824'],
  ['1000', '1k', '1k'],
  [1, '1', '1'],
  ['0', '0', '0'],
  ['0.5', '500m', '500m'],
  ['64M', '62500Ki', '64M'],
  ['nonsense', 'nonsense', 'nonsense'],
])('%s is short as %s, with its base as %s', (amount, short, based) => {
  expect([false, true].map((keepsBase) => asShortAmount(amount, keepsBase))).toEqual([short, based]);
});

describe('an equal form', () => {
  const told = (file: string) =>
    readManifests([join(VALID, file)]).manifests.flatMap(({ manifest }) => formsIn(manifest).map(({ form }) => form));

  test.each([
    ['host-with-api-and-slash.yaml', 'hostAPI with and without /api'],
    ['interval-flat.yaml', 'flat resyncInterval and instantUpdates'],
    ['interval-in-weeks.yaml', '60s'],
    ['dynamic-secret.yaml', '60s'],
  ])('is told of what comes out otherwise: %s', (file, form) => {
    expect(told(file)).toContain(form);
  });

  test('is not told of what stays as it is', () => {
    const [{ manifest }] = readManifests([join(VALID, '../broken/reference-in-both-forms.yaml')]).manifests;
    expect(formsIn(manifest)).toEqual([]);
  });
});

describe('targets stand in the order in which this library writes them', () => {
  const target = (name: string, namespace: string, kind: string) => ({ kind, name, namespace });
  const canonicalNames = (targets: readonly object[]) => {
    const metadata = { name: 'api', namespace: 'shop' };
    const manifest = { apiVersion: 'secrets.infisical.com/v1beta1', kind: 'InfisicalStaticSecret', metadata };
    const canonical = asCanonical({ ...manifest, spec: { targets } } as Manifest) as {
      spec?: { targets: { name: string }[] };
    };
    return canonical.spec?.targets.map(({ name }) => name);
  };

  test.each([
    [
      [target('a', 'billing', 'Secret'), target('b', 'shop', 'Secret')],
      ['b', 'a'],
    ],
    [
      [target('a', 'shop', 'ConfigMap'), target('b', 'shop', 'Secret')],
      ['b', 'a'],
    ],
    [
      [target('a', 'billing', 'Secret'), target('b', 'shop', 'ConfigMap')],
      ['b', 'a'],
    ],
    [
      [target('a', 'shop', 'Secret'), target('b', 'billing', 'Secret')],
      ['a', 'b'],
    ],
  ])('%j', (targets, names) => {
    expect(canonicalNames(targets)).toEqual(names);
  });
});

describe('a difference', () => {
  const read = (text: string) => manifestsIn(text, 'k8s.yaml').manifests;
  const was = read(`apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: api
          env:
            - name: TOKEN
              value: canary-7c1f0e
`);
  const becomes = (from: string, to: string) =>
    read(JSON.stringify(was[0].manifest).replace(from, to)).map((one) => one);

  test('has the line of the field, and what it was and is', () => {
    expect(compareObjects(was, becomes('"replicas":1', '"replicas":2'))).toEqual([
      { object: 'Deployment shop/api', file: 'k8s.yaml', line: 5, what: 'spec.replicas: 1 became 2' },
    ]);
  });

  test('never shows a value of the environment', () => {
    const told = compareObjects(was, becomes('canary-7c1f0e', 'canary-8d2a1f'));
    expect(told).toMatchObject([{ line: 12, what: expect.stringContaining('value: (not shown) became (not shown)') }]);
    expect(JSON.stringify(told)).not.toContain('canary');
  });

  test.each([
    ['"name":"TOKEN"', '"name":"OTHER"', 'name: "TOKEN" became "OTHER"'],
    ['"replicas":1', '"replicas":"canary"', 'spec.replicas: 1 became (not shown)'],
    ['"replicas":1', '"replicas":1,"anything":"canary"', 'spec.anything: nothing became (not shown)'],
    ['"namespace":"shop"', '"namespace":"shop","labels":{"a":"canary"}', 'metadata.labels: nothing became an object'],
    ['"name":"TOKEN"', '"name":"https://u:canary@h"', 'name: "TOKEN" became (not shown)'],
  ])('shows amounts and names, and no other text: %s, %s', (from, to, what) => {
    const told = compareObjects(was, becomes(from, to));
    expect(told).toMatchObject([{ what: expect.stringContaining(what) }]);
    expect(JSON.stringify(told)).not.toContain('canary');
  });

  test('is an object that is missing, and one that was not there', () => {
    expect(compareObjects(was, becomes('"name":"api","namespace"', '"name":"web","namespace"'))).toMatchObject([
      { object: 'Deployment shop/api', what: 'is missing' },
      { object: 'Deployment shop/web', what: 'was not there before' },
    ]);
  });
});
