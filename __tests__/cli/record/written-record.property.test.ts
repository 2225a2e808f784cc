import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { idOfPlace } from '../../../cli/infisical-cli/asked-place';
import { recordIn } from '../../../cli/record/read-record';
import { selectionOfApps } from '../../../cli/run/selection';
import { placesOf, variablesOf } from '../../../cli/run/values';
import { ApiGeneration, LocalService, LocalStack, SecretSyncedApp } from '../../../lib';
import { list, text } from '../../../lib/json/json';
import { SYNC } from '../../declarations';
import { runs } from '../../property-runs';

const KEYS = ['DATABASE_URL', 'PW', 'api-key', 'tls.crt', 'constructor', '_'];
const NAMES = ['A', 'B', 'DATABASE_URL', 'PW', 'HOST', '__proto__'];
const PIECES = [
  '$',
  '$$',
  '$(A)',
  '$(PW)',
  '${A-}',
  '${_ORDERS__PW-}',
  '{',
  '}',
  '-',
  "'",
  '"',
  '\\',
  '\n',
  ' #',
  ': ',
  'ü',
  '😀',
  'x',
  '(',
  ')',
];

const someText = fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }).map((pieces) => pieces.join(''));
const places = fc.uniqueArray(fc.constantFrom('/orders', '/web', '/', '/a/b-c', '/a/b_c'), {
  minLength: 1,
  maxLength: 3,
});

const declaration = fc.record({
  paths: places,
  secretKeys: fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...KEYS), { maxKeys: 4 }),
  env: fc.dictionary(fc.constantFrom(...NAMES), someText, { maxKeys: 4 }),
  other: fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...KEYS), { maxKeys: 2 }),
  text: someText,
});

/** What Infisical has: each key in each place, with a value that tells where it is from. */
const valueIn = (path: string, key: string) => `<$(A) ${path} ${key} $$ \${A-}>`;

type Declared = typeof declaration extends fc.Arbitrary<infer T> ? T : never;

function declared({ paths, secretKeys, env, other, text }: Declared) {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const sources = paths.map((path) => ({
    projectId: '6f1c2d7e-0000-4000-8000-000000000002',
    environment: 'dev',
    path,
  }));
  // What is both a key and a plain value is refused.
  const plain = Object.fromEntries(Object.entries(env).filter(([name]) => !Object.hasOwn(secretKeys, name)));
  new SecretSyncedApp(chart, 'orders', {
    image: 'orders:1',
    sync: { ...SYNC, generation: ApiGeneration.V1BETA1, source: sources[0], additionalSources: sources.slice(1) },
    secretKeys: { FIRST: 'PW', ...secretKeys },
    env: plain,
    local: {},
  });
  const services = {
    tool: LocalService.of({ image: 'tool:1', secretKeys: other, env: { TEXT: text.replaceAll('$', '$$$$') } }),
  };
  return { chart, stack: new LocalStack([chart], { services }) };
}

/** What is refused for the cluster, such as a variable that refers to itself, has no pod. */
function isValid(chart: Chart): boolean {
  try {
    chart.toJson();
    return true;
  } catch {
    return false;
  }
}

/** The environment of the pod, by the rules of Kubernetes, of the finished manifest. */
function podEnvironment(chart: Chart, path: string): Map<string, string> {
  const deployment = list(chart.toJson()).find(({ kind }) => kind === 'Deployment') as never;
  const { env } = (deployment as { spec: { template: { spec: { containers: { env: unknown }[] } } } }).spec.template
    .spec.containers[0];
  const known = new Map<string, string>();
  for (const { name, value, valueFrom } of list(env)) {
    const key = (valueFrom as { secretKeyRef?: { key?: string } } | undefined)?.secretKeyRef?.key;
    known.set(String(name), key === undefined ? expansionOf(text(value) ?? '', known) : valueIn(path, key));
  }
  return known;
}

/** As k8s.io/kubernetes/third_party/forked/golang/expansion does it. */
function expansionOf(value: string, known: ReadonlyMap<string, string>): string {
  return value.replaceAll(/\$(\$|\(([^)]*)\))/g, (whole, second: string, name?: string) => {
    if (second === '$') return '$';
    return known.get(name ?? '') ?? whole;
  });
}

test('what LocalStack writes is read as the pod has it, with every place in its order', () => {
  fc.assert(
    fc.property(declaration, (given) => {
      const { chart, stack } = declared(given);
      fc.pre(isValid(chart));
      const found = recordIn(Buffer.from(stack.files()['compose.yaml']), 'compose.yaml');
      if ('message' in found) throw new Error(`${found.line}:${found.column} ${found.message}`);
      const ran = (app: string) => {
        const selection = selectionOfApps([found], [app], { folder: '/' });
        const known = placesOf(selection.needs).map((place): [string, Map<string, string>] => [
          idOfPlace(place),
          new Map(KEYS.map((key) => [key, valueIn(place.path, key)])),
        ]);
        return { selection, variables: variablesOf(selection, new Map(known)) };
      };
      const orders = ran('orders');
      expect(new Map([...orders.variables].sort())).toEqual(new Map([...podEnvironment(chart, given.paths[0])].sort()));
      for (const { places } of orders.selection.needs) expect(places.map(({ path }) => path)).toEqual(given.paths);
      const tool = ran('tool');
      expect(tool.variables.get('TEXT')).toBe(given.text);
      expect(tool.selection.needs.map(({ key }) => key).sort()).toEqual(Object.values(given.other).sort());
    }),
    { numRuns: runs(20_000) },
  );
});
