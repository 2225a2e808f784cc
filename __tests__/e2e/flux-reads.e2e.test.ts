import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import {
  FluxGitRepository,
  FluxHealthChecks,
  FluxKustomizations,
  FluxOciRepository,
  InfisicalKind,
  InfisicalProject,
} from '../../lib';
import { fluxVariablesIn } from '../../lib/text/flux-variables';
import { yamlDocument } from '../../lib/yaml/yaml-writer';
import { healthOf, lua } from '../argocd/lua-health';
import { goAnswer } from './go-answer';
import { PROJECT } from './packed-library';

/*
 * The code of Flux itself: kustomize-controller and source-controller v1.9.6, which evaluates health expressions, fills in
 * variables, and makes objects of the files of a folder.
 */

interface Answer {
  readonly health?: readonly string[];
  readonly without?: readonly string[];
  readonly built?: readonly string[];
  readonly substituted?: readonly { readonly object?: string; readonly error?: string }[];
  readonly error?: string;
}

function answersTo(questions: readonly object[]): Answer[] {
  return goAnswer('flux-reads', questions) as Answer[];
}

const answerTo = (question: object) => answersTo([question])[0];

afterAll(() => lua.close());

describe('health', () => {
  const FIXTURES = join(PROJECT, '__tests__/argocd/fixtures');
  const recorded = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ name: file, object: parse(readFileSync(join(FIXTURES, file), 'utf8')) }));
  const WORDS: Readonly<Record<string, string>> = {
    Healthy: 'Current',
    Degraded: 'Failed',
    Progressing: 'InProgress',
    // Flux has no word for it, and waits.
    Unknown: 'InProgress',
  };
  /** What the operator has not looked at yet has no status, of which an expression cannot ask: Flux waits all the same. */
  const NO_STATUS = 'no such attribute(s): status.conditions';

  const healthByFlux = (objects: readonly object[], options = {}) =>
    answerTo({ expressions: FluxHealthChecks.expressions(options), objects: objects.map((one) => stringify(one)) })
      .health ?? [];

  async function expectAsArgoCd(cases: readonly { readonly name: string; readonly object: { kind: InfisicalKind } }[]) {
    const found = healthByFlux(cases.map(({ object }) => object));
    const seen = new Set<string>();
    for (const [i, { name, object }] of cases.entries()) {
      const { status } = await healthOf(object.kind, object);
      const [said] = found[i].includes(NO_STATUS) ? ['InProgress'] : [found[i]];
      expect({ name, said }).toEqual({ name, said: WORDS[String(status)] });
      seen.add(found[i].includes(NO_STATUS) ? 'no status' : said);
    }
    return [...seen].sort();
  }

  test('of every recorded object Flux says by the expressions what Argo CD says by the checks', async () => {
    expect(recorded.length).toBeGreaterThan(50);
    expect(await expectAsArgoCd(recorded)).toEqual(['Current', 'Failed', 'InProgress', 'no status']);
  });

  test('without them, Flux takes what has failed for ready (G6)', () => {
    const { health = [], without } = answerTo({
      expressions: FluxHealthChecks.expressions(),
      objects: recorded.map(({ object }) => stringify(object)),
    });
    const failed = health.flatMap((status, i) => (status === 'Failed' ? [without?.[i]] : []));
    expect(failed.length).toBeGreaterThan(20);
    expect(new Set(failed)).toEqual(new Set(['Current']));
  });

  test('also of a push, the conditions of which are not public', async () => {
    const types = ['LastReconcileStatus', 'IsReady', 'Authenticated', 'LoadedInfisicalToken', 'Reconcile', 'Other'];
    const conditions = [...types.map((type) => `secrets.infisical.com/${type}`), 'Ready'].flatMap((type) =>
      ['True', 'False', 'Unknown'].map((status) => ({ type, status, reason: 'OK', message: '' })),
    );
    const kind = InfisicalKind.INFISICAL_STATIC_SECRET_PUSH;
    const cases = conditions.flatMap((one, i) =>
      [[one], [conditions[(i * 7 + 3) % conditions.length], one], [{ ...one, observedGeneration: 1 }]].map((list) => ({
        name: JSON.stringify(list),
        object: {
          apiVersion: 'secrets.infisical.com/v1beta1',
          kind,
          metadata: { name: 'push', generation: 2 },
          status: { conditions: list },
        },
      })),
    );
    expect(await expectAsArgoCd(cases)).toEqual(['Current', 'Failed', 'InProgress']);
  });

  test('without failing fast, what has failed is waited for', () => {
    const failed = recorded.filter(({ name }) => name.includes('credentials-wrong.yaml')).map(({ object }) => object);
    expect(new Set(healthByFlux(failed))).toEqual(new Set(['Failed']));
    expect(new Set(healthByFlux(failed, { failFast: false }))).toEqual(new Set(['InProgress']));
  });
});

const kustomization = (spec: object) => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name: 'shop', namespace: 'flux-system' },
  spec: {
    interval: '10m',
    prune: true,
    path: './dist/prod',
    sourceRef: { kind: 'GitRepository', name: 'shop' },
    ...spec,
  },
});
const configMap = (data: object, annotations?: object) =>
  stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop', annotations }, data });

describe('variables', () => {
  const PARTS = fc.constantFrom(
    ...['$', '$$', '${', '}', '{', '${A}', '${B}', '${A:=x}', '${B:-x}', '${B=x}', '${B:+x}', '${B:?x}', '${A-x}'],
    ...['${B^^}', '${B,}', '${#A}', '${#B}', '${B/x/y}', '${B%x}', '${B##x}', '${B:1}', '${{ x }}', '${env.X}', '$(B)'],
    ...['$B', 'A', ':', '#', '\\', '/', ' ', '_', 'é', '{{ .A }}', '(B)', '-'],
  );
  const TEXT = fc.array(PARTS, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  const postBuild = { substitute: { A: '1' } };

  test('what Flux cannot fill in, and which text loses a "$", is what the rules say (G2, G3)', () => {
    const texts = [...new Set(fc.sample(TEXT, { numRuns: 4000, seed: 1 }))].filter((text) => text.includes('$'));
    const { substituted = [] } = answerTo({
      kustomization: stringify(kustomization({ postBuild })),
      // No other text can close a brace.
      substitute: texts.map((text) => configMap({ text })),
    });
    const seen = { malformed: 0, unset: 0, dollar: 0, fine: 0 };
    texts.forEach((text, i) => {
      const { error = '', object = '' } = substituted[i];
      const { isMalformed, needed, losesDollar } = fluxVariablesIn(text);
      const isUnset = needed.some((name) => name !== 'A');
      if (isMalformed || isUnset) {
        seen[isMalformed ? 'malformed' : 'unset']++;
        expect({ text, error }).toEqual({ text, error: expect.stringContaining('envsubst error') });
        return;
      }
      if (error !== '') return;
      const became = parse(object).data.text;
      if (!text.includes('${')) {
        seen[losesDollar ? 'dollar' : 'fine']++;
        expect({ text, isAsItWas: became === text }).toEqual({ text, isAsItWas: !losesDollar });
      }
    });
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
  });

  test('an older Flux writes nothing in the place of what nothing sets', () => {
    const files = { 'dist/prod/shop.k8s.yaml': configMap({ text: 'a${HOME}b' }) };
    const [strict, lenient] = answersTo(
      [false, true].map((isLenient) => ({
        kustomization: stringify(kustomization({ postBuild })),
        files,
        lenient: isLenient,
      })),
    );
    expect(strict.error).toContain('variable not set (strict mode): "HOME"');
    expect(parse(lenient.built?.[0] ?? '').data.text).toBe('ab');
  });

  test('an object can keep its text, and without postBuild all do', () => {
    const annotations = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };
    const [kept, without] = answersTo([
      {
        kustomization: stringify(kustomization({ postBuild })),
        files: { 'dist/prod/shop.k8s.yaml': configMap({ text: '$$(A) ${HOME}' }, annotations) },
      },
      {
        kustomization: stringify(kustomization({})),
        files: { 'dist/prod/shop.k8s.yaml': configMap({ text: '$$(A) ${HOME}' }) },
      },
    ]);
    for (const { built } of [kept, without]) expect(parse(built?.[0] ?? '').data.text).toBe('$$(A) ${HOME}');
  });
});

describe('the files of a folder', () => {
  const files = {
    'cdk8s.yaml': 'language: typescript\napp: node main.ts\n',
    'images/prod.yaml': 'shop:\n  image: shop:1.4.2\n',
    'dist/prod/.manifests': '["shop.k8s.yaml"]',
    'dist/prod/construct-metadata.json': '{"version":"1.0.0"}',
    'dist/prod/shop.k8s.yaml': configMap({ text: 'a' }),
  };
  const built = (path: string) => answerTo({ kustomization: stringify(kustomization({ path })), files });

  test('what stands in an output folder Flux can build', () => {
    expect(built('./dist/prod').built).toHaveLength(1);
    expect(built('./dist').built).toHaveLength(1);
  });

  test.each(['./', '.', '', './images'])('of the path "%s" it fails on a file that is no manifest (G4)', (path) => {
    expect(built(path).error).toMatch(/^failed to decode Kubernetes YAML from \/(?:cdk8s|images\/prod)\.yaml/);
  });
});

test('Flux moves and renames objects, and not what the operator resources say of them (G5)', () => {
  const login = { apiVersion: 'secrets.infisical.com/v1beta1', kind: 'InfisicalAuth', metadata: { name: 'login' } };
  const secret = {
    apiVersion: 'secrets.infisical.com/v1beta1',
    kind: 'InfisicalStaticSecret',
    metadata: { name: 'shop', namespace: 'shop' },
    spec: { infisicalAuthRef: { name: 'login', namespace: 'shop' }, targets: [{ name: 'shop', namespace: 'shop' }] },
  };
  const { built = [] } = answerTo({
    kustomization: stringify(kustomization({ targetNamespace: 'other', namePrefix: 'a-' })),
    files: { 'dist/prod/shop.k8s.yaml': [login, secret].map((one) => stringify(one)).join('---\n') },
  });
  const [movedLogin, movedSecret] = built.map((text) => parse(text));
  expect(movedLogin.metadata).toEqual({ name: 'a-login', namespace: 'other' });
  expect(movedSecret).toEqual({ ...secret, metadata: { name: 'a-shop', namespace: 'other' } });
});

test('Flux decodes every object of ours, and has each of its fields', () => {
  const shop = new InfisicalProject({ projectSlug: 'shop' });
  const prod = shop.addEnvironment('prod', { namespace: 'shop', revision: 'v1.4.2' });
  shop.addEnvironment('us', { cluster: 'us' });
  const chart = new Chart(shop.addFolder('flux'), 'flux');
  const common = { environmentsOf: shop, dependsOn: [{ name: 'operator' }], serviceAccountName: 'shop', suspend: true };
  const kubeConfigSecretNames = { us: 'kubeconfig' };
  new FluxKustomizations(chart, 'git', { ...common, repoUrl: 'https://git.example.com/shop', kubeConfigSecretNames });
  new FluxKustomizations(chart, 'oci', {
    ...common,
    repoUrl: 'oci://r.example.com/shop',
    repoSecretName: 'registry',
    kubeConfigSecretNames,
  });
  new FluxGitRepository(chart, 'range', {
    url: 'ssh://git@git.example.com/shop',
    secretName: 'git',
    semver: '>=1.0.0',
    ignore: '/*\n!/dist\n',
  });
  new FluxOciRepository(chart, 'aws', { url: 'oci://r.example.com/shop', provider: 'aws' });
  expect(prod.name).toBe('prod');
  const objects = chart.toJson();
  const answers = answersTo(objects.map((object) => ({ kind: object.kind, decode: yamlDocument(object) })));
  expect(objects.map(({ kind }) => kind).sort()).toEqual([
    ...Array(3).fill('GitRepository'),
    ...Array(4).fill('Kustomization'),
    ...Array(3).fill('OCIRepository'),
  ]);
  expect(answers).toEqual(objects.map(() => ({})));
  const [misspelt] = answersTo([{ kind: 'Kustomization', decode: stringify({ spec: { retryInterwal: '1m' } }) }]);
  expect(misspelt.error).toContain('unknown field "retryInterwal"');
});
