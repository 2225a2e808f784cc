import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing, YamlOutputType } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { GitOpsApp, InfisicalProject, SyncedSecret } from '../../lib';
import { renderingOf } from '../../lib/evaluation/one-rendering';
import { resourcesOfApp } from '../../lib/evaluation/resources-of-app';
import { SYNC } from '../declarations';
import { filesIn } from '../project/main-program';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'rendering-'));
});
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

/** A chart with a secret, so that the rules look at it, and with an object that counts how often it is rendered. */
function counting(app: App, id = 'shop') {
  const chart = new Chart(app, id, { namespace: id });
  new SyncedSecret(chart, 'secret', { ...SYNC, name: `${id}-secret`, secretName: `${id}-secret` });
  let rendered = 0;
  const data = Lazy.any({ produce: () => ({ rendered: String(++rendered) }) });
  const object = new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', data } as never);
  return { chart, object, times: () => rendered };
}

describe('an object is rendered once', () => {
  test.each<[string, (app: App, chart: Chart) => void]>([
    ['App.synth', (app) => app.synth()],
    ['App.synthYaml', (app) => app.synthYaml()],
    ['chart.toJson', (_, chart) => chart.toJson()],
    ['Testing.synth', (_, chart) => Testing.synth(chart)],
  ])('by %s, and another time by the next one', (_, synthesize) => {
    for (const app of [new App({ outdir }), new GitOpsApp({ outdir })]) {
      const { chart, times } = counting(app);
      synthesize(app, chart);
      expect(times()).toBe(1);
      synthesize(app, chart);
      expect(times()).toBe(2);
    }
  });

  test.each([
    YamlOutputType.FILE_PER_APP,
    YamlOutputType.FILE_PER_CHART,
    YamlOutputType.FILE_PER_RESOURCE,
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
  ])('in twelve charts, with the output type %s', (yamlOutputType) => {
    for (const kind of [App, GitOpsApp]) {
      const app = new kind({ outdir, yamlOutputType });
      const all = Array.from({ length: 12 }, (_, i) => counting(app, `shop-${i}`));
      app.synth();
      expect(all.map(({ times }) => times())).toEqual(Array(12).fill(1));
    }
  });

  test('by a project, for its rules between environments, too', () => {
    process.env.CDK8S_OUTDIR = outdir;
    try {
      const project = new InfisicalProject();
      const all = ['staging', 'prod'].map((name) => counting(project.addEnvironment(name)));
      expect(project.problems()).toEqual([]);
      expect(project.problems()).toEqual([]);
      project.synth();
      expect(all.map(({ times }) => times())).toEqual([3, 3]);
    } finally {
      delete process.env.CDK8S_OUTDIR;
    }
  });

  test('though the app has a resolver of its own', () => {
    const app = new App({ outdir, resolvers: [{ resolve: (it) => it.value === '1' && it.replaceValue('one') }] });
    const { chart, times } = counting(app);
    expect(chart.toJson().find(({ kind }) => kind === 'ConfigMap').data).toEqual({ rendered: 'one' });
    expect(times()).toBe(1);
  });

  test('though it holds what cdk8s refuses', () => {
    for (const app of [new App({ outdir }), new GitOpsApp({ outdir })]) {
      const { chart, object, times } = counting(app);
      Object.assign(object, { props: { ...(object as unknown as { props: object }).props, date: new Date(0) } });
      expect(() => chart.toJson()).toThrow("can't render non-simple object of type 'Date'");
      expect(times()).toBe(1);
    }
  });
});

describe('the rendering of cdk8s-plus leaves no traces', () => {
  const YAML = /podAntiAffinity:\n(?:.*\n)*? {10}volumes|topologyKey/g;
  const spread = (app: App) => {
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const secret = new SyncedSecret(chart, 'secret', SYNC);
    const worker = new Deployment(chart, 'worker', { spread: true, containers: [{ image: 'worker:1' }] });
    secret.injectInto(worker, { secretKeys: ['TOKEN'] });
    return chart;
  };
  const topologies = (yaml: string) => yaml.match(YAML)?.length;

  test('whatever was asked before', () => {
    process.env.CDK8S_OUTDIR = outdir;
    try {
      const project = new InfisicalProject();
      const chart = spread(project.addEnvironment('prod'));
      project.problems();
      Testing.synth(chart);
      project.synth();
      expect(topologies(filesIn(outdir)['prod/shop.k8s.yaml'] ?? '')).toBe(2);
    } finally {
      delete process.env.CDK8S_OUTDIR;
    }
    const app = new App({ outdir });
    spread(app);
    expect([app.synthYaml(), app.synthYaml()].map(topologies)).toEqual([2, 2]);
  });

  test('also where a validation of somebody else renders it', () => {
    const app = new App({ outdir });
    const chart = spread(app);
    chart.node.addValidation({
      validate: () => {
        for (const one of chart.node.findAll()) if (ApiObject.isApiObject(one)) one.toJson();
        return [];
      },
    });
    expect(topologies(app.synthYaml())).toBe(2);
  });
});

describe('what is kept', () => {
  test.each([App, GitOpsApp])('is what was there after the validations of others: %p', (kind) => {
    const app = new kind({ outdir });
    const { chart, object } = counting(app);
    chart.node.addValidation({
      validate: () => {
        object.toJson();
        object.metadata.addLabel('team', 'shop');
        if (chart.node.tryFindChild('late') === undefined)
          new ApiObject(chart, 'late', { apiVersion: 'example.com/v1', kind: 'Late' });
        return [];
      },
    });
    app.synth();
    expect(filesIn(outdir)['shop.k8s.yaml']).toMatch(/kind: ConfigMap\n(?:.*\n)* {4}team: shop\n(?:.*\n)*kind: Late/);
  });

  test.each([App, GitOpsApp])(
    'is what comes of a toJson that such a validation has put around the one before: %p',
    (kind) => {
      const app = new kind({ outdir });
      const { chart, object } = counting(app);
      let isPut = false;
      const put = () => {
        const before = object.toJson.bind(object);
        object.toJson = () => {
          const json = before();
          return { ...json, data: { all: `${json.data.all ?? ''}theirs` } };
        };
        isPut = true;
      };
      chart.node.addValidation({
        validate: () => {
          if (!isPut) put();
          return [];
        },
      });
      for (let time = 0; time < 2; time++) {
        app.synth();
        expect(filesIn(outdir)['shop.k8s.yaml']).toMatch(/data:\n {2}all: theirs\n/);
      }
    },
  );

  test('is nothing after the synthesis, nor after one that fails', () => {
    const app = new App({ outdir });
    const { chart, object, times } = counting(app);
    const failing = { validate: () => ['not today'] };
    chart.node.addValidation(failing);
    expect(() => app.synth()).toThrow('not today');
    expect(renderingOf(app)).toBeUndefined();
    expect(Object.hasOwn(object, 'toJson')).toBe(false);
    const before = times();
    object.toJson();
    object.toJson();
    expect(times()).toBe(before + 2);
  });

  test('is a copy to whoever asks, so that nobody changes what is written', () => {
    const app = new App({ outdir });
    const { chart, object } = counting(app);
    chart.node.addValidation({
      validate: () => {
        (object.toJson() as { data: object }).data = {};
        return [];
      },
    });
    expect(app.synthYaml()).toMatch(/rendered: "\d"/);
  });

  test('is seen again by the next synthesis, if a construct has changed', () => {
    const { chart, object } = counting(new App({ outdir }));
    chart.toJson();
    object.addJsonPatch(JsonPatch.add('/data/added', 'yes'));
    expect(chart.toJson()).toContainEqual(expect.objectContaining({ data: { rendered: '2', added: 'yes' } }));
  });
});

test('rules get every object as it is written, whatever its kind, patched, and those that a lazy value adds', () => {
  const app = new App({ outdir });
  const { chart } = counting(app);
  const policy = new ApiObject(chart, 'policy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    spec: Lazy.any({
      produce: () => {
        if (chart.node.tryFindChild('added') === undefined)
          new ApiObject(chart, 'added', { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget' });
        return { podSelector: {} };
      },
    }),
  } as never);
  policy.addJsonPatch(JsonPatch.add('/spec/policyTypes', ['Ingress']));
  const resources = resourcesOfApp(app).map(({ manifest }) => manifest);
  expect(resources.map(({ kind }) => kind)).toEqual([
    'InfisicalSecret',
    'ConfigMap',
    'NetworkPolicy',
    'PodDisruptionBudget',
  ]);
  expect(resources[2].spec).toEqual({ podSelector: {}, policyTypes: ['Ingress'] });
});

test('an object that cannot be rendered is told, and what else is wrong, too', () => {
  const app = new App({ outdir });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new SyncedSecret(chart, 'secret', { ...SYNC, secretName: 'No Name' });
  new ApiObject(chart, 'broken', { apiVersion: 'v1', kind: 'ConfigMap', data: new Date(0) } as never);
  expect(() => app.synth()).toThrow(
    /\[shop\/secret\].*\n.*\[shop\/broken\] the ConfigMap cannot be rendered: Error: can't render non-simple object/,
  );
});

test('of what cdk8s-plus refuses nobody is sent to patches that there are not', () => {
  const app = new App({ outdir });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new SyncedSecret(chart, 'secret', SYNC);
  new Deployment(chart, 'empty');
  expect(() => app.synth()).toThrow(
    '[shop/empty] the Deployment cannot be rendered: Error: PodSpec must have at least 1 container (thrown while it was rendered: correct what it is declared with, or its lazy values) (N0)',
  );
});

test.each([
  ['add', '/data/more/A', 'does not fit: there is nothing at "/data/more", add that first'],
  ['replace', '/spec/template/spec/replicas', 'does not fit: there is nothing at "/spec", add that first'],
  ['test', '/data/A', 'fails: something else stands there'],
] as const)('a patch that does not fit is told: %s %s', (op, path, problem) => {
  const app = new App({ outdir });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new SyncedSecret(chart, 'secret', SYNC);
  const object = new ApiObject(chart, 'patched', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    data: { A: 'shown to nobody' },
  });
  object.addJsonPatch(JsonPatch.add('/data/B', 'x'), JsonPatch[op](path, 'x'));
  expect(() => app.synth()).toThrow(
    `[shop/patched] the ConfigMap cannot be rendered: the patch ${op} "${path}" ${problem} (N0)`,
  );
});

test('lets go of an app: neither the app nor what was rendered is held', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  const synthesized = () => {
    const app = new App({ outdir });
    counting(app);
    app.synthYaml();
    return new WeakRef(app);
  };
  const app = synthesized();
  // Who asks holds it until the next turn, and what is still compiled holds what it runs on.
  for (let turn = 0; turn < 20 && app.deref() !== undefined; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    collectGarbage();
  }
  expect(app.deref()).toBeUndefined();
});

test('a rule evaluates what a patch has written: a file that nobody can read', () => {
  const app = new App({ outdir });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const secret = new SyncedSecret(chart, 'secret', SYNC);
  const worker = new Deployment(chart, 'worker', { containers: [{ image: 'worker:1' }] });
  secret.injectInto(worker, { files: { path: '/etc/keys', secretKeys: ['TOKEN'] } });
  expect(() => app.synthYaml()).not.toThrow();
  const mode = JsonPatch.add('/spec/template/spec/volumes/0/secret/defaultMode', 0o400);
  ApiObject.of(worker).addJsonPatch(mode);
  expect(() => app.synthYaml()).toThrow(/\(C19\)/);
});
