import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, type AppProps, Chart, Testing, Yaml, YamlOutputType } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { GitOpsApp, SecretSyncedApp } from '../../lib';
import { APP } from '../declarations';
import { withStockWriter } from '../stock-writer';
import { validationErrors } from './validation-errors';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-writer-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** All texts that an app writes into a folder of its own, in one. */
function written(app: App, build: (app: App) => void = ambiguous): string {
  build(app);
  app.synth();
  return filesBelow(app.outdir)
    .sort()
    .map((path) => readFileSync(path, 'utf8'))
    .join('---\n');
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return path.endsWith('.yaml') ? [path] : [];
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name)));
}

function ambiguous(app: App): void {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new SecretSyncedApp(chart, 'api', {
    ...APP,
    secretKeys: { TOKEN: '-_6' },
    env: { MODE: '0o17', LINE: 'a\u2028b', PLAIN: 'as it is' },
  });
  new ApiObject(chart, 'config', {
    apiVersion: 'example.com/v1',
    kind: 'Configuration',
    metadata: { name: 'config' },
    data: { '<<': '=', '-_6': ' \n' },
  });
}

function plain(app: App): void {
  new ApiObject(new Chart(app, 'plain'), 'config', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: '0o17' } });
}

const READ_ALIKE = [
  'key: "-_6"',
  'value: "0o17"',
  'value: "a\\u2028b"',
  'value: as it is',
  '"<<": "="',
  '"-_6": " \\n"',
];

class ChartWithJsonOfItsOwn extends Chart {
  public override toJson() {
    return [
      ...super.toJson(),
      {
        apiVersion: 'example.com/v1',
        kind: 'Configuration',
        metadata: { name: 'own' },
        data: { a: '0x1F', '0o7': '' },
      },
    ];
  }
}

class AppThatReadsWhatItWrote extends App {
  public read = '';
  public override synth(): void {
    super.synth();
    this.read = filesBelow(this.outdir)
      .map((path) => readFileSync(path, 'utf8'))
      .join('');
  }
}

const RESOLVER = { resolve: () => undefined };

describe.each<[string, new (props: AppProps) => App]>([
  ['App', App],
  ['GitOpsApp', GitOpsApp],
])('%s writes texts that every reader takes for what was meant:', (_, kind) => {
  test.each<[string, AppProps]>([
    ['one file for each chart', {}],
    ['one file for the app', { yamlOutputType: YamlOutputType.FILE_PER_APP }],
    ['a file for each object', { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE }],
    ['a folder for each chart', { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }],
    ['a resolver of the user', { resolvers: [RESOLVER] }],
  ])('%s', (_layout, props) => {
    const text = written(new kind({ ...props, outdir: join(folder, 'dist') }));
    for (const part of READ_ALIKE) expect(text).toContain(part);
  });

  test('a chart that renders itself', () => {
    const text = written(new kind({ outdir: folder }), (app) => {
      ambiguous(app);
      new ChartWithJsonOfItsOwn(app, 'own');
    });
    for (const part of [...READ_ALIKE, 'a: "0x1F"', '"0o7": ""']) expect(text).toContain(part);
  });

  test('one text for the whole app', () => {
    const app = new kind({ outdir: folder });
    ambiguous(app);
    const text = app.synthYaml();
    for (const part of READ_ALIKE) expect(text).toContain(part);
  });
});

test('no line break of YAML 1.1 stands in the file of an application', () => {
  const env = {
    NEL: 'a\u0085b',
    LS: 'x\u2028hostNetwork',
    PS: 'a\u2029b',
    TAIL: 'abc\u2028',
    DOC: 'a: \u2028---\u2028b',
  };
  const text = written(new GitOpsApp({ outdir: folder }), (app) => {
    new SecretSyncedApp(new Chart(app, 'shop', { namespace: 'shop' }), 'api', { ...APP, env });
  });
  expect(text).not.toMatch(/[\x7f-\x9f\u2028\u2029]/);
  const deployment = parseAllDocuments(text)
    .map((one) => one.toJS())
    .find(({ kind }) => kind === 'Deployment');
  const variables: { name: string; value?: string }[] = deployment.spec.template.spec.containers[0].env;
  const literals = variables.filter(({ name }) => name in env);
  expect(Object.fromEntries(literals.map(({ name, value }) => [name, value]))).toEqual(env);
});

test('an app may read again what cdk8s wrote', () => {
  const app = new AppThatReadsWhatItWrote({ outdir: folder });
  expect(written(app)).toBe(app.read);
  for (const part of READ_ALIKE) expect(app.read).toContain(part);
});

describe('an app of cdk8s is written so, whoever has it written:', () => {
  test('a host of another language, which calls the method of the class', () => {
    const app = new App({ outdir: folder });
    ambiguous(app);
    app.constructor.prototype.synth.call(app);
    const text = app.constructor.prototype.synthYaml.call(app);
    const files = filesBelow(folder).map((path) => readFileSync(path, 'utf8'));
    for (const part of READ_ALIKE) expect([text, files.join('')]).toEqual(Array(2).fill(expect.stringContaining(part)));
  });

  test('a class in another language, whose methods such a host puts on the object for good', () => {
    const app = new App({ outdir: folder });
    const value = () => App.prototype.synth.call(app);
    Object.defineProperty(app, 'synth', { value, writable: false, configurable: false });
    const text = written(app);
    for (const part of READ_ALIKE) expect(text).toContain(part);
  });

  test('a synth that waits for something first', async () => {
    class Waiting extends App {
      public override async synth(): Promise<void> {
        await new Promise(setImmediate);
        super.synth();
      }
    }
    const app = new Waiting({ outdir: folder });
    ambiguous(app);
    const [other, text] = [new App(), app.synth()];
    plain(other);
    expect(other.synthYaml()).toContain('a: 0o17');
    await text;
    for (const part of READ_ALIKE) expect(readFileSync(join(folder, 'shop.k8s.yaml'), 'utf8')).toContain(part);
  });

  test('a synth that lays out the files itself', () => {
    class Own extends App {
      public override synth(): void {
        for (const chart of this.charts) Yaml.save(join(this.outdir, `${chart.node.id}.yaml`), chart.toJson());
      }
    }
    const text = written(new Own({ outdir: folder }));
    for (const part of READ_ALIKE) expect(text).toContain(part);
  });

  test.each<[string, (app: App) => void, string[]]>([
    ['another app', ambiguous, READ_ALIKE],
    ['an app with nothing of ours', (app) => plain(app), ['a: 0o17']],
  ])('%s, while its own objects are made', (_, build, parts) => {
    let read = '';
    class Nested extends Chart {
      public override toJson() {
        const inner = new App({ outdir: join(folder, 'inner') });
        read = `${written(inner, build)}${inner.synthYaml()}`;
        return super.toJson();
      }
    }
    const text = written(new App({ outdir: join(folder, 'outer') }), (app) => {
      ambiguous(app);
      new Nested(app, 'nested');
    });
    for (const part of READ_ALIKE) expect(text).toContain(part);
    for (const part of parts) expect(read.split(part)).toHaveLength(3);
    expect(read).not.toContain('|');
  });

  test('as the class has it at the time, where a test replaces its method', () => {
    const app = new GitOpsApp({ outdir: folder });
    const synth = jest.spyOn(GitOpsApp.prototype, 'synth').mockImplementation(() => {});
    app.synth();
    expect(synth).toHaveBeenCalledTimes(1);
    synth.mockRestore();
  });

  test('after a test has put its own method in place, and the first one back', () => {
    const synth = jest.spyOn(App.prototype, 'synth').mockImplementation(() => {});
    ambiguous(new App({ outdir: join(folder, 'a') }));
    synth.mockRestore();
    const text = written(new App({ outdir: join(folder, 'b') }));
    for (const part of READ_ALIKE) expect(text).toContain(part);
  });
});

describe('what a user has put in the place of the writer', () => {
  const { save, stringify } = Yaml;
  afterEach(() => Object.assign(Yaml, { save, stringify }));

  test('is asked to save the objects, whose texts are read alike', () => {
    const kinds: string[] = [];
    Yaml.save = (path, documents) => {
      kinds.push(...documents.map(({ kind }: { kind: string }) => kind));
      writeFileSync(path, `# by hand\n${Yaml.stringify(...documents, { ...documents[0] })}`);
    };
    const text = written(new App({ outdir: folder }));
    expect(kinds).toEqual(['InfisicalSecret', 'Deployment', 'Configuration']);
    for (const part of ['# by hand', ...READ_ALIKE]) expect(text).toContain(part);
    expect(text.match(/kind: InfisicalSecret/g)).toHaveLength(2);
  });

  test('makes the texts itself, though it was there first', () => {
    jest.isolateModules(() => {
      const cdk8s: typeof import('cdk8s') = require('cdk8s');
      const { stringify } = cdk8s.Yaml;
      cdk8s.Yaml.stringify = (...documents) => `# by hand\n${stringify.apply(cdk8s.Yaml, documents)}`;
      const lib: typeof import('../../lib') = require('../../lib');
      const app = new lib.GitOpsApp({ outdir: folder });
      new cdk8s.ApiObject(new cdk8s.Chart(app, 'a'), 'b', { apiVersion: 'v1', kind: 'ConfigMap', data: { c: '1' } });
      app.synth();
    });
    expect(readFileSync(join(folder, 'a.k8s.yaml'), 'utf8')).toMatch(/^# by hand\napiVersion: v1\n.*\n {2}c: "1"\n$/s);
  });

  test('makes the texts itself', () => {
    Yaml.stringify = (...documents) => documents.map((document) => JSON.stringify(document)).join('\n');
    const app = new App({ outdir: folder });
    expect(written(app)).toContain('{"name":"MODE","value":"0o17"}');
    expect(app.synthYaml()).toContain('{"name":"MODE","value":"0o17"}');
  });
});

test('cdk8s is its own writer again after a run, whatever it ends with', () => {
  const [save, stringify] = [Yaml.save, Yaml.stringify];
  class FailingChart extends Chart {
    public override toJson(): never {
      throw new Error('in the middle');
    }
  }
  const failing = (app: App) => new FailingChart(app, 'failing');
  written(new App({ outdir: join(folder, 'a') }));
  for (const build of [(one: App) => halves(one, 'other'), failing]) {
    const app = new App({ outdir: join(folder, 'b') });
    expect(() => written(app, (one) => [ambiguous(one), build(one)])).toThrow();
    expect(() => app.synthYaml()).toThrow();
    expect([Yaml.save, Yaml.stringify]).toEqual([save, stringify]);
  }
});

test('nothing but those texts differs from what cdk8s writes', () => {
  const stock = withStockWriter(new App({ outdir: join(folder, 'stock') }));
  const lines = written(stock).split('\n');
  const ours = written(new App({ outdir: join(folder, 'ours') })).split('\n');
  const isOther = (other: string[]) => (line: string) => !other.includes(line);
  const changed = ours.filter(isOther(lines)).map((line) => line.trim());
  expect(changed.sort()).toEqual(READ_ALIKE.filter((part) => part !== 'value: as it is').sort());
});

function halves(app: App, namespace = 'shop'): void {
  const chart = new Chart(app, namespace, { namespace });
  new ApiObject(new Chart(app, 'a'), 'good', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'good' } });
  new SecretSyncedApp(chart, 'api', { ...APP, env: { MODE: 'a\ud800', OTHER: '\udc00\ud800' } });
  new ApiObject(chart, 'config', {
    apiVersion: 'example.com/v1',
    kind: 'Configuration',
    metadata: { name: 'config', namespace },
    data: { 'half \ud83d of one': 'x', whole: '😀' },
    list: [[1, Number.NaN], -1 / 0],
    made: { later: () => 'x', as: [Symbol('x'), class Value {}] },
  });
}

const SHARED = { a: 1 };
const WHAT_TO_DO = 'which no file can hold: write the whole character, or take it out';
const HALVES = [
  `[shop/api/Deployment/Resource] spec.template.spec.containers[0].env[1].value has half of a character (U+D800), ${WHAT_TO_DO}`,
  `[shop/api/Deployment/Resource] spec.template.spec.containers[0].env[2].value has half of a character (U+DC00), ${WHAT_TO_DO}`,
  `[shop/config] the key data["half \\ud83d of one"] has half of a character (U+D83D), ${WHAT_TO_DO}`,
  '[shop/config] list[0][1] is NaN, which is no number to a file: write a number',
  '[shop/config] list[1] is -Infinity, which is no number to a file: write a number',
  '[shop/config] made.later is a function, which no file can hold: write text, a number, a list or an object',
  '[shop/config] made.as[0] is a symbol, which no file can hold: write text, a number, a list or an object',
  '[shop/config] made.as[1] is a function, which no file can hold: write text, a number, a list or an object',
];

describe.each<[string, new (props: AppProps) => App, AppProps]>([
  ['GitOpsApp', GitOpsApp, {}],
  ['GitOpsApp with a file for each object', GitOpsApp, { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE }],
  ['App', App, {}],
  ['App with a folder for each chart', App, { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }],
])('what no file can hold is an error, and no file: %s', (_, kind, props) => {
  test('all at once, each with its construct and field', () => {
    const app = new kind({ ...props, outdir: folder });
    expect(validationErrors(() => written(app, halves)).sort()).toEqual([...HALVES].sort());
    expect(filesBelow(folder)).toEqual([]);
    expect(() => app.synthYaml()).toThrow('half of a character');
  });
});

test.each<[what: string, value: unknown]>([
  ['alone', () => 1],
  ['beside what occurs twice', [SHARED, SHARED, Symbol('x')]],
])('a value that is no data is told with its field: %s', (_, value) => {
  const app = new GitOpsApp({ outdir: folder });
  const chart = new Chart(app, 'shop');
  new ApiObject(chart, 'config', { apiVersion: 'example.com/v1', kind: 'Configuration', spec: { value } });
  expect(() => app.synth()).toThrow(
    /\[shop\/config\] spec\.value(\[2\])? is a (function|symbol), which no file can hold/,
  );
  expect(filesBelow(folder)).toEqual([]);
});

test('tests of a chart see the object as it is', () => {
  const chart = new Chart(Testing.app({ outdir: folder }), 'shop', { namespace: 'shop' });
  new SecretSyncedApp(chart, 'api', { ...APP, env: { MODE: '0o17' } });
  expect(JSON.stringify(Testing.synth(chart))).toContain('{"name":"MODE","value":"0o17"}');
});
