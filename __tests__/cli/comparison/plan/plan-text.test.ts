import { planBetween } from '../../../../cli/comparison/plan/plan';
import { planText } from '../../../../cli/comparison/plan/text/plan-text';
import type { Manifest } from '../../../../lib/model/manifest';
import { deployment, files, keyVariable, object } from './objects';

type Sides = { readonly [environment: string]: readonly [was: readonly Manifest[], is: readonly Manifest[]] };

function told(sides: Sides): string {
  const side = (at: 0 | 1) =>
    files(Object.fromEntries(Object.entries(sides).map(([name, both]) => [`${name}/shop.k8s.yaml`, both[at]])));
  return planText(planBetween(side(0), side(1)));
}

const one = (was: Manifest, is: Manifest) => told({ prod: [[was], [is]] });

test('what is the same in several environments is told once', () => {
  const sides = [
    [deployment('orders')],
    [deployment('orders', { image: 'registry.example/shop/orders:1.4.3' })],
  ] as const;
  expect(told({ prod: sides, staging: sides })).toBe(
    `~ Deployment orders  (staging, prod)  restarts pods
    ~ spec.template.spec.containers[orders].image
        registry.example/shop/orders:1.4.2 -> registry.example/shop/orders:1.4.3
`,
  );
});

test('where only the values differ, they stand behind one field, with the environments', () => {
  expect(
    told({
      prod: [[deployment('orders', {}, { replicas: 3 })], [deployment('orders', {}, { replicas: 5 })]],
      staging: [[deployment('orders')], [deployment('orders', {}, { replicas: 2 })]],
    }),
  ).toBe(`~ Deployment orders  (staging, prod)
    ~ spec.replicas  staging: 1 -> 2, prod: 3 -> 5
`);
});

test('values for which there is no room on one line have one each, without what both begin with', () => {
  const at = (tag: string) => deployment('orders', { image: `registry.example.com/shop/orders:${tag}` });
  expect(told({ prod: [[at('1.4.2')], [at('1.5.0')]], staging: [[at('1.5.0-rc.1')], [at('1.5.0')]] })).toBe(
    `~ Deployment orders  (staging, prod)  restarts pods
    ~ spec.template.spec.containers[orders].image
        staging: registry.example.com/shop/orders:1.5.0-rc.1 -> …:1.5.0
        prod:    registry.example.com/shop/orders:1.4.2 -> …:1.5.0
`,
  );
});

test('an object is the same one in namespaces that are called like the environments', () => {
  const at = (environment: string, replicas: number) => [deployment('orders', {}, { replicas }, `shop-${environment}`)];
  expect(told({ prod: [at('prod', 1), at('prod', 2)], staging: [at('staging', 1), at('staging', 2)] })).toBe(
    '~ Deployment shop-<environment>/orders  (staging, prod)\n    ~ spec.replicas  1 -> 2\n',
  );
});

test.each(['eu-prod', 'a.b*', '$&', 'Größe-1'])('so it is where an environment is called %s', (name) => {
  const at = (environment: string, replicas: number) => [deployment('orders', {}, { replicas }, `shop-${environment}`)];
  expect(told({ [name]: [at(name, 1), at(name, 2)], dev: [at('dev', 1), at('dev', 2)] })).toContain(
    '~ Deployment shop-<environment>/orders  (',
  );
});

test('a part of a longer word is not the name of the environment', () => {
  const at = (replicas: number) => [deployment('orders', {}, { replicas }, 'products')];
  const both = [at(1), at(2)] as const;
  expect(told({ prod: both, products: both })).toContain('Deployment products/orders  (prod)');
});

test('workloads whose containers are called like them share what is told of these', () => {
  const at = (image: string) => ['orders', 'invoices', 'mail'].map((name) => deployment(name, { image }));
  expect(told({ prod: [at('one:1'), at('one:2')] })).toBe(
    `~ Deployment orders, invoices, mail  (prod)  restarts pods
    ~ spec.template.spec.containers[<name>].image  one:1 -> one:2
`,
  );
});

test('a field that changes in some of the environments says in which', () => {
  const also = (replicas: number) => deployment('orders', { args: ['a', 'b'] }, { replicas });
  expect(told({ prod: [[deployment('orders')], [also(1)]], staging: [[deployment('orders')], [also(2)]] })).toBe(
    `~ Deployment orders  (staging, prod)  restarts pods
    ~ spec.replicas  staging: 1 -> 2
    + spec.template.spec.containers[orders].args  [a, b]
`,
  );
});

test('a key that a container gets is told in words, and one that is put in between is one line', () => {
  const env = ['DATABASE_URL', 'SENTRY_DSN', 'STRIPE_KEY'].map((name) => keyVariable(name));
  expect(one(deployment('api', { env: [env[0], env[2]] }), deployment('api', { env }))).toBe(
    `~ Deployment api  (prod)  restarts pods
    + spec.template.spec.containers[api].env[SENTRY_DSN]
        key SENTRY_DSN of Secret managed-secret
`,
  );
});

test('another order is told by what has moved', () => {
  const env = ['A', 'B', 'C', 'D'].map((name) => ({ name, value: 'x' }));
  const other = [env[3], env[0], env[1], env[2]];
  expect(one(deployment('api', { env }), deployment('api', { env: other }))).toBe(
    `~ Deployment api  (prod)  restarts pods
    ~ spec.template.spec.containers[api].env  in another order: D
`,
  );
});

test('a text of many lines is told by those that differ', () => {
  const config = (text: string) => object('ConfigMap', 'config', { data: { 'app.yaml': text } });
  expect(one(config('a: 1\nb: 2\nc: 3\n'), config('a: 1\nb: 3\nc: 3\nd: 4\n'))).toBe(
    `~ ConfigMap config  (prod)
    ~ data["app.yaml"]
        - b: 2
        + b: 3
        + d: 4
`,
  );
  const many = (of: string) => Array.from({ length: 40 }, (_, i) => `${of}${i}\n`).join('');
  expect(one(config(many('a')), config(many('b')))).toContain('\n        … and 68 more lines\n');
  expect(one(config('a\nb\n'), config('a\nb'))).toContain('changed in where its last line ends');
});

test('of a long text the part is shown that differs', () => {
  const config = (end: string) => object('ConfigMap', 'config', { data: { TEXT: `${'word '.repeat(60)}${end}` } });
  const lines = one(config('old'), config('new')).split('\n');
  expect(lines.slice(2, 4)).toEqual([
    expect.stringMatching(/^ {8}- ….*word old$/),
    expect.stringMatching(/^ {8}\+ ….*word new$/),
  ]);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
});

test('an object that is new is told by what says most of it, one that is gone by its name', () => {
  const service = object('Service', 'api', { spec: { type: 'ClusterIP', ports: [{ port: 80 }] } });
  expect(told({ prod: [[deployment('old')], [deployment('api'), service]] })).toBe(
    `+ Deployment api  (prod)
    + spec.replicas  1
    + spec.template.spec.containers[api].image  registry.example/shop/api:1.4.2
+ Service api  (prod)
    + spec.type  ClusterIP
    + spec.ports[0].port  80
- Deployment old  (prod)
`,
  );
});

test('objects of which the same is told share it', () => {
  const names = Array.from({ length: 15 }, (_, i) => `app${i}`);
  const all = (replicas: number) => names.map((name) => deployment(name, {}, { replicas }));
  const text = told({ prod: [all(1), all(2)] });
  expect(text).toBe(
    `~ Deployment app0, app1, app2, app3, app4, app5, app6, app7, app8, app9, app10,
      app11, and 3 more  (prod)
    ~ spec.replicas  1 -> 2
`,
  );
});

test.each([
  ['replicas', deployment('api', {}, { replicas: 2 }), false],
  ['the image', deployment('api', { image: 'b' }), true],
  ['the image of none', deployment('api', { image: 'b' }, { replicas: 0 }), false],
  ['the image, while it is paused', deployment('api', { image: 'b' }, { paused: true }), false],
])('a change of %s restarts pods or not', (_, is, restarts) => {
  expect(planBetween(files({ a: [deployment('api')] }), files({ a: [is] })).objects).toMatchObject([
    { restartsPods: restarts },
  ]);
});

test('an object in another file, or with its fields in another order, is no change', () => {
  const { metadata, ...rest } = deployment('api');
  const before = files({ 'prod/a.yaml': [deployment('api')], 'prod/b.yaml': [object('Service', 'api')] });
  const after = files({ 'prod/b.yaml': [{ metadata, ...rest } as Manifest, object('Service', 'api')] });
  expect(planBetween(before, after)).toEqual({ objects: [] });
  expect(planText({ objects: [] })).toBe('');
});

test('a text that reads like something else is in quotes', () => {
  const config = (value: unknown) => object('ConfigMap', 'config', { data: { A: value } });
  expect(one(config('3000'), config(3000))).toContain('data.A  "3000" -> 3000');
  expect(one(config(''), config(' a'))).toContain('data.A  "" -> " a"');
  expect(one(config('true'), config(null))).toContain('data.A  "true" -> null');
});

test('a port is told from an item by its place', () => {
  const service = (port: number) => object('Service', 'api', { spec: { ports: [{ port: 80 }, { port }] } });
  expect(one(service(81), service(82))).toContain('spec.ports["81"]');
});

test('what stands far behind in a long text is told, and a text of a whole file of megabytes is not searched', () => {
  const config = (text: string) => object('ConfigMap', 'config', { data: { TEXT: text } });
  const long = 'word '.repeat(4_000);
  expect(one(config(`${long}old`), config(`${long}new`))).toContain('word new\n');
  const longest = 'x '.repeat(2_000_000);
  expect(one(config(`${longest}old`), config(`${longest}new`))).toContain('data.TEXT  not shown');
});
