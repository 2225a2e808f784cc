import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiObject,
  type ApiObjectProps,
  App,
  type AppProps,
  Chart,
  Include,
  JsonPatch,
  Lazy,
  YamlOutputType,
} from 'cdk8s';
import { Deployment, k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { GitOpsApp, SecretSyncedApp } from '../../lib';
import { APP } from '../declarations';
import { filesIn } from '../project/main-program';
import { withStockWriter } from '../stock-writer';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gitops-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Build = (app: App) => void;

/** The files that an app writes into a folder of its own. */
function written(kind: typeof App, build: Build, props: AppProps = {}) {
  const outdir = mkdtempSync(join(folder, 'out-'));
  const app = new kind({ ...props, outdir });
  if (kind === App) withStockWriter(app);
  build(app);
  app.synth();
  const { '.manifests': _, ...files } = filesIn(outdir);
  return files;
}

function config(scope: Construct, id: string, extra: object = {}): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, ...extra });
}

test('no props are what plain JavaScript may give as none', () => {
  expect(new GitOpsApp(null as never).outdir).toBe(new GitOpsApp().outdir);
});

test('the rules look at it, also where it has no other construct of this library', () => {
  const build: Build = (app) => config(new Chart(app, 'chart', { namespace: 'shop' }), 'Upper_case');
  const told =
    'error: [chart/Upper_case] the name of the ConfigMap "Upper_case" must be a lower-case RFC 1123 subdomain';
  expect(outcomeOf(() => written(GitOpsApp, build))).toContain(told);
});

describe('writes what cdk8s writes, byte for byte:', () => {
  test.each<[string, Build]>([
    ['nothing', () => undefined],
    ['an empty chart', (app) => new Chart(app, 'empty')],
    [
      'one chart with everything of this library',
      (app) => {
        const chart = new Chart(app, 'shop', { namespace: 'shop', labels: { team: 'shop' } });
        new SecretSyncedApp(chart, 'api', { ...APP, port: 80, env: { NASTY: 'yes', MULTI: 'a\nb\n' } });
        new Deployment(chart, 'plain', { containers: [{ image: 'plain', portNumber: 80 }] });
      },
    ],
    [
      'values of every kind that cdk8s resolves',
      (app) => {
        const chart = new Chart(app, 'chart', { namespace: 'shop', labels: { team: 'shop' } });
        const token = { resolve: () => ({ z: 1, a: [null, undefined, Lazy.any({ produce: () => 'lazy' })] }) };
        new ApiObject(chart, 'a', {
          apiVersion: 'example.com/v1',
          kind: 'Settings',
          metadata: { name: 'a' },
          data: {
            10: 'ten',
            9: 'nine',
            b: undefined,
            c: null,
            a: token,
            d: [[], {}],
            e: Lazy.any({ produce: () => undefined }),
          },
        } as ApiObjectProps);
        config(chart, 'b', {
          metadata: { name: 'b', finalizers: ['example.com/f'], labels: {}, annotations: { empty: '' }, generation: 1 },
        });
        config(chart, 'c', {
          metadata: { name: 'c', labels: { z: '1', a: '2' }, annotations: {}, ownerReferences: [] },
        });
        new k8s.KubeService(chart, 'd', {
          metadata: { name: 'd' },
          spec: { ports: [{ port: 80, targetPort: k8s.IntOrString.fromString('http') }], externalIPs: ['1.1.1.1'] },
        });
        new k8s.KubeResourceQuota(chart, 'e', {
          metadata: { name: 'e' },
          spec: { hard: { cpu: k8s.Quantity.fromNumber(1) } },
        });
      },
    ],
    [
      'charts whose ids are no names, or numbers',
      (app) => {
        for (const id of ['b', 'A_b.c', '10', '9', 'x'.repeat(80)])
          config(new Chart(app, id, { namespace: `ns-${id.length}-${id.charCodeAt(0)}` }), 'a');
      },
    ],
    [
      'dependent objects',
      (app) => {
        const chart = new Chart(app, 'chart');
        const objects = ['a', 'b', 'c', 'd'].map((id) => config(chart, id));
        objects[0]?.addDependency(objects[2] as ApiObject);
        objects[1]?.addDependency(objects[3] as ApiObject);
        objects[2]?.addDependency(objects[3] as ApiObject);
      },
    ],
    [
      'dependent constructs and charts',
      (app) => {
        const [one, two, three] = ['one', 'two', 'three'].map((id) => new Chart(app, id)) as [Chart, Chart, Chart];
        const group = new Construct(one, 'group');
        config(group, 'a');
        config(group, 'b');
        const other = config(one, 'c');
        group.node.addDependency(other);
        group.node.addDependency(config(three, 'd'));
        three.addDependency(two);
        config(two, 'e');
      },
    ],
    [
      'nested charts',
      (app) => {
        const outer = new Chart(app, 'outer');
        config(outer, 'a');
        const inner = new Chart(outer, 'inner', { namespace: 'inner' });
        config(inner, 'b');
        config(new Chart(inner, 'innermost'), 'c');
        config(outer, 'd');
      },
    ],
    [
      'patches, lazy values, objects in objects, included files',
      (app) => {
        const chart = new Chart(app, 'chart');
        const object = config(chart, 'a', { data: Lazy.any({ produce: () => ({ b: '1', a: undefined }) }) });
        object.addJsonPatch(JsonPatch.add('/data/c', 'no'));
        config(object, 'inside');
        const file = join(folder, 'included.yaml');
        writeFileSync(file, 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: "1"}\n');
        new Include(chart, 'include', { url: file });
      },
    ],
  ])('%s', (_, build) => {
    expect(written(GitOpsApp, build)).toEqual(written(App, build));
  });

  test('any tree with any dependencies', () => {
    const tree = fc.record({
      objects: fc.array(fc.tuple(fc.nat(3), fc.nat(2)), { minLength: 1, maxLength: 12 }),
      edges: fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(tree, ({ objects, edges }) => {
        const build: Build = (app) => {
          const charts = [0, 1, 2].map((id) => new Chart(app, `chart-${id}`));
          charts.push(new Chart(charts[0] as Chart, 'nested'));
          objects.forEach(([chart, depth], i) => {
            let scope: Construct = charts[chart] as Chart;
            for (let level = 0; level < depth; level++) {
              scope =
                (scope.node.tryFindChild(`group-${level}`) as Construct) ?? new Construct(scope, `group-${level}`);
            }
            config(scope, `object-${i}`);
          });
          const all = app.node.findAll().slice(1);
          for (const [from, to] of edges) {
            const [source, target] = [all[from % all.length], all[to % all.length]];
            // Forwards only, so that there is no circle, and never into oneself.
            if (source && target && all.indexOf(source) > all.indexOf(target) && !source.node.scopes.includes(target)) {
              source.node.addDependency(target);
            }
          }
        };
        let expected: unknown;
        try {
          expected = written(App, build);
        } catch (error) {
          expected = String(error);
        }
        let found: unknown;
        try {
          found = written(GitOpsApp, build);
        } catch (error) {
          found = String(error);
        }
        expect(found).toEqual(expected);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test('what cannot be rendered fails for the same reason', () => {
    const failing = Lazy.any({
      produce: () => {
        throw new Error('not today');
      },
    });
    for (const value of [Object.create(null), new Date(0), new Map(), { constructor: 'x' }, failing]) {
      const build: Build = (app) => config(new Chart(app, 'chart'), 'a', { data: { value } });
      const [, reason] = outcomeOf(() => written(App, build)).split("with name 'a': ");
      expect(outcomeOf(() => written(GitOpsApp, build))).toContain(`the ConfigMap cannot be rendered: ${reason}`);
    }
  });

  test.each([
    ['another output type', { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE }],
    ['another extension', { outputFileExtension: '.yaml' }],
    ['recorded metadata', { recordConstructMetadata: true }],
    [
      'resolvers',
      {
        resolvers: [
          {
            resolve: (context: { value: unknown; replaceValue(v: unknown): void }) =>
              context.value === 'old' && context.replaceValue('new'),
          },
        ],
      },
    ],
  ])('%s', (_, props) => {
    const build: Build = (app) => {
      config(new Chart(app, 'chart'), 'a', { data: { key: 'old' } });
      const other = config(new Chart(app, 'another', { namespace: 'shop' }), '10', { data: { key: 'old' } });
      other.addDependency(config(other.chart, '9', { metadata: { name: 'z' } }));
    };
    expect(written(GitOpsApp, build, props as AppProps)).toEqual(written(App, build, props as AppProps));
  });
});

describe('the output folder', () => {
  const synthesize = (ids: string[], data: string = '1') => {
    const app = new GitOpsApp({ outdir: folder, environment: 'prod' });
    for (const id of ids) config(new Chart(app, id), 'a', { metadata: { name: `a-${id}` }, data: { data } });
    app.synth();
  };
  const prod = () => readdirSync(join(folder, 'prod')).sort();
  const inode = (name: string) => statSync(join(folder, 'prod', name)).ino;

  test('is that of the environment', () => {
    synthesize(['one']);
    expect(prod()).toEqual(['.manifests', 'one.k8s.yaml']);
    expect(() => new GitOpsApp({ environment: '../prod' })).toThrow(
      'the environment "../prod" is no name for a folder',
    );
  });

  test('is not that of all, where the environment is misspelt and nobody has TypeScript check it', () => {
    expect(() => new GitOpsApp({ enviroment: 'prod' } as never)).toThrow(
      'there is no prop "enviroment": did you mean "environment"?',
    );
  });

  test('is below the one that cdk8s-cli names', () => {
    process.env.CDK8S_OUTDIR = folder;
    try {
      expect(new GitOpsApp({ environment: 'prod' }).outdir).toBe(`${folder}/prod`);
    } finally {
      delete process.env.CDK8S_OUTDIR;
    }
  });

  test('is written where it changes only', () => {
    synthesize(['one', 'two']);
    const before = [inode('one.k8s.yaml'), inode('.manifests')];
    synthesize(['one', 'two']);
    expect([inode('one.k8s.yaml'), inode('.manifests')]).toEqual(before);
    synthesize(['one', 'two'], '2');
    expect(inode('one.k8s.yaml')).not.toBe(before[0]);
  });

  test('loses the manifest of a chart that is gone, and nothing else', () => {
    synthesize(['one', 'two']);
    writeFileSync(join(folder, 'prod/kustomization.yaml'), 'resources: []\n');
    writeFileSync(join(folder, 'prod/mine.k8s.yaml'), 'mine\n');
    synthesize(['two']);
    expect(prod()).toEqual(['.manifests', 'kustomization.yaml', 'mine.k8s.yaml', 'two.k8s.yaml']);
  });

  test('is left as it was when something is wrong', () => {
    synthesize(['one']);
    const before = filesIn(join(folder, 'prod'));
    const app = new GitOpsApp({ outdir: folder, environment: 'prod' });
    const chart = new Chart(app, 'two');
    chart.node.addValidation({ validate: () => ['nothing will do'] });
    expect(() => app.synth()).toThrow('error: prod: [two] nothing will do\n1 error: nothing is written to ');
    expect(filesIn(join(folder, 'prod'))).toEqual(before);
  });

  test('gets nothing when the last object cannot be rendered, whether it was there or not', () => {
    const build = (environment: string) => {
      const app = new GitOpsApp({ outdir: folder, environment });
      config(new Chart(app, 'one'), 'a', { metadata: { name: 'a' }, data: { data: '2' } });
      config(new Chart(app, 'two'), 'b', { data: { value: new Date(0) } });
      return app;
    };
    synthesize(['one']);
    const before = filesIn(folder);
    expect(() => build('prod').synth()).toThrow();
    expect(() => build('staging').synth()).toThrow();
    expect(filesIn(folder)).toEqual(before);
    expect(readdirSync(folder)).toEqual(['prod']);
    rmSync(join(folder, 'prod'), { recursive: true });
    rmSync(folder, { recursive: true });
    expect(() => build('prod').synth()).toThrow();
    expect(existsSync(folder)).toBe(false);
    mkdirSync(folder);
  });

  test('is whole although an earlier run was killed', () => {
    mkdirSync(join(folder, '.prod.half'));
    writeFileSync(join(folder, '.prod.half/half.k8s.yaml'), 'half');
    synthesize(['one']);
    expect(prod()).toEqual(['.manifests', 'one.k8s.yaml']);
    expect(readdirSync(folder)).toEqual(['prod']);
  });

  test('lists no metadata of constructs among the manifests', () => {
    const app = new GitOpsApp({ outdir: folder, environment: 'prod', recordConstructMetadata: true });
    config(new Chart(app, 'one'), 'a');
    app.synth();
    expect(filesIn(join(folder, 'prod'))).toMatchObject({
      '.manifests': 'one.k8s.yaml\n',
      'construct-metadata.json': '{"version":"1.0.0","resources":{"a":{"path":"one/a"}}}',
    });
  });

  test('never gets two objects of one name', () => {
    const app = new GitOpsApp({ outdir: folder });
    const [one, two] = ['one', 'two'].map((id) => new Chart(app, id, { namespace: 'shop' })) as [Chart, Chart];
    config(one, 'a');
    config(two, 'a');
    config(two, 'b', { metadata: { name: 'a', namespace: 'other' } });
    expect(() => app.synth()).toThrow(
      'error: [two/a] the ConfigMap "shop/a" is also declared by [one/a]: give one of both another name',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('never gets one file for two objects', () => {
    const app = new GitOpsApp({ outdir: folder, yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    for (const id of ['one', 'two']) config(new Chart(app, id, { namespace: id }), 'a');
    expect(() => app.synth()).toThrow('[two/a] the file "ConfigMap.a" is also that of [one/a]: use one file per chart');
    expect(readdirSync(folder)).toEqual([]);
  });
});

function outcomeOf(run: () => unknown): string {
  try {
    return String(run());
  } catch (error) {
    return String(error);
  }
}
