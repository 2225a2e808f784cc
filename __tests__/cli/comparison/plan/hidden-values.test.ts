import fc from 'fast-check';
import { type ObjectsByFile, planBetween } from '../../../../cli/comparison/plan/plan';
import { planText } from '../../../../cli/comparison/plan/text/plan-text';
import { asTerminalText } from '../../../../cli/terminal/terminal-text';
import type { Manifest } from '../../../../lib/model/manifest';
import { hostile, UNSEEN } from '../../languages/hostile';
import { deployment, files, keyVariable, object } from './objects';

const OLD = 'hunter2PWold';
const NEW = 'hunter2PWnew';

type Place = (value: string) => Manifest;

const variable =
  (name: string): Place =>
  (value) =>
    deployment('api', { env: [{ name, value }] });

const PLACES: readonly (readonly [what: string, place: Place])[] = [
  ['stringData of a Secret', (value) => object('Secret', 's', { stringData: { ANY: value } })],
  ['data of a Secret', (value) => object('Secret', 's', { data: { ANY: Buffer.from(value).toString('base64') } })],
  ['what stands in the place of the data of a Secret', (value) => object('Secret', 's', { stringData: value })],
  ['a variable that is called like a credential', variable('DB_PASSWORD')],
  ['a variable of another form', (value) => variable('DATABASE_URL')(`postgres://shop:${value}@db/shop`)],
  ['a token of a known form', (value) => variable('ANY')(`ghp_${value}${value}`)],
  ['a flag', (value) => deployment('api', { args: ['--requirepass', value] })],
  ['a flag with its value', (value) => deployment('api', { args: [`--password=${value}`] })],
  ['a script', (value) => deployment('api', { command: ['sh', '-c', `redis-server --requirepass ${value}`] })],
  [
    'a header',
    (value) => deployment('api', { livenessProbe: { httpGet: { httpHeaders: [{ name: 'Authorization', value }] } } }),
  ],
  ['an entry of a ConfigMap', (value) => object('ConfigMap', 'c', { data: { API_TOKEN: value } })],
  ['a line of a file', (value) => object('ConfigMap', 'c', { data: { 'app.conf': `a=1\npassword=${value}\n` } })],
  [
    'what kubectl has applied',
    (value) => ({
      ...object('Secret', 's', { stringData: {} }),
      metadata: {
        name: 's',
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': `{"data":{"A":"${value}"}}` },
      },
    }),
  ],
];

const shown = (before: ObjectsByFile, after: ObjectsByFile) => {
  const plan = planBetween(before, after);
  return `${planText(plan)}${JSON.stringify(plan)}`;
};

test.each(PLACES)('of %s nothing is shown, whatever becomes of it', (_, place) => {
  const [old, is] = [files({ 'prod/a.yaml': [place(OLD)] }), files({ 'prod/a.yaml': [place(NEW)] })];
  const none = files({ 'prod/a.yaml': [] });
  const without = files({ 'prod/a.yaml': [object(place(OLD).kind, String(place(OLD).metadata.name), { spec: {} })] });
  for (const [before, after] of [
    [old, is],
    [none, is],
    [old, none],
    [without, is],
    [old, without],
  ]) {
    const text = shown(before, after);
    expect(text).not.toBe('');
    for (const value of [OLD, NEW]) {
      expect(text).not.toContain(value);
      expect(text).not.toContain(Buffer.from(value).toString('base64'));
    }
  }
  expect(planBetween(old, is).objects).toHaveLength(1);
});

test('that something is hidden is told', () => {
  const [old, is] = [variable('DB_PASSWORD')(OLD), variable('DB_PASSWORD')(NEW)];
  expect(planText(planBetween(files({ a: [old] }), files({ a: [is] })))).toContain('not shown');
});

test('what only refers to a credential is shown', () => {
  const at = (env: unknown) => files({ a: [deployment('api', { env: [env] })] });
  expect(shown(at(keyVariable('DB_PASSWORD', 'one')), at(keyVariable('DB_PASSWORD', 'other')))).toContain(
    'one -> other',
  );
});

test('whatever an object holds, a plan has its lines and nothing that a terminal or a CI obeys', () => {
  const tree = fc.letrec((tie) => ({
    value: fc.oneof(
      hostile,
      fc.constant(null),
      fc.integer(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(hostile, tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  const manifest = fc.record({
    apiVersion: hostile,
    kind: hostile,
    metadata: fc.oneof(tree, fc.record({ name: hostile, namespace: tree })),
    spec: tree,
    data: tree,
  });
  fc.assert(
    fc.property(manifest, manifest, fc.boolean(), hostile, (was, is, isSame, file) => {
      const now = isSame ? { ...was, spec: is.spec, data: is.data } : is;
      const side = (one: unknown) => files({ [`${file}/a.yaml`]: [one as Manifest] });
      const text = planText(planBetween(side(was), side(now)), 80);
      expect(asTerminalText(text).text.split('\n')).toHaveLength(text.split('\n').length);
      expect(text.replaceAll('\n', '')).not.toMatch(UNSEEN);
      expect(text).not.toMatch(/^\s*::|##\w*\[/m);
    }),
    { seed: 1, numRuns: 150 },
  );
});

test('nor a credential that stays and gets another name, or stands in another text', () => {
  const at = (name: string, rest: object) => deployment('api', { env: [{ name, value: OLD }], ...rest });
  const renamed = [at('DB_PASSWORD', {}), at('DBX', { args: [`--x=${OLD}`] })] as const;
  for (const [was, is] of [renamed, [...renamed].reverse()]) {
    const text = shown(files({ 'prod/a.k8s.yaml': [was] }), files({ 'prod/a.k8s.yaml': [is] }));
    expect(text).not.toContain(OLD);
    expect(text).toContain('env[DBX]');
  }
});

test('what is as short as a usual word hides nothing else', () => {
  const at = (name: string, image: string) => deployment('api', { env: [{ name, value: 'postgres' }], image });
  const text = shown(
    files({ 'prod/a.k8s.yaml': [at('DB_PASSWORD', 'postgres:15')] }),
    files({ 'prod/a.k8s.yaml': [at('DB_USER', 'postgres:16')] }),
  );
  expect(text).toContain('postgres:15 -> postgres:16');
});
