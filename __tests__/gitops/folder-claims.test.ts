import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, type AppProps, Chart, YamlOutputType } from 'cdk8s';
import { GitOpsApp, type GitOpsAppProps } from '../../lib';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claims-'));
});
afterEach(() => {
  delete process.env.CDK8S_INFISICAL_CLAIMS;
  delete process.env.CDK8S_OUTDIR;
  rmSync(folder, { recursive: true });
});

function withChart<A extends App>(app: A, id: string): A {
  new ApiObject(new Chart(app, id), 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id } });
  return app;
}
const appWith = (id: string, props: GitOpsAppProps) => withChart(new GitOpsApp(props), id);
const files = (path = '') => readdirSync(join(folder, path)).filter((name) => name.endsWith('.yaml'));

describe('two apps that write one folder in one run are an error:', () => {
  test('it names both, and the folder, and the first one keeps its files', () => {
    const [a, b] = ['a', 'b'].map((id) => appWith(id, { outdir: folder, environment: 'prod' })) as [
      GitOpsApp,
      GitOpsApp,
    ];
    a.synth();
    expect(() => b.synth()).toThrow(
      `two apps write the folder "${folder}/prod" in one run, and one of them would lose its files: the app of the environment "prod" with the chart "a", and the app of the environment "prod" with the chart "b". Give each an environment or an outdir of its own, or put their charts into one app`,
    );
    expect(files('prod')).toEqual(['a.k8s.yaml']);
  });

  test.each<[string, (outdir: string) => string]>([
    ['with a slash at its end', (outdir) => `${outdir}/`],
    ['with dots', (outdir) => `${outdir}/./x/..`],
    [
      'through a link',
      (outdir) => {
        symlinkSync(outdir, join(folder, 'link'));
        return join(folder, 'link');
      },
    ],
  ])('also if one spells it %s', (_, spelled) => {
    const outdir = join(folder, 'out');
    mkdirSync(join(outdir, 'x'), { recursive: true });
    const [a, b] = [appWith('a', { outdir }), appWith('b', { outdir: spelled(outdir) })];
    a.synth();
    expect(() => b.synth()).toThrow('two apps write the folder');
    expect(files('out')).toEqual(['a.k8s.yaml']);
  });

  test.each<[string, AppProps]>([
    ['another output type', { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE }],
    ['all in one file', { yamlOutputType: YamlOutputType.FILE_PER_APP }],
  ])('also where cdk8s itself writes: %s', (_, props) => {
    const [a, b, c] = [
      appWith('a', { ...props, outdir: folder }),
      appWith('b', { ...props, outdir: folder }),
      appWith('c', { outdir: folder }),
    ];
    a.synth();
    for (const other of [b, c]) expect(() => other.synth()).toThrow('two apps write the folder');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('also if a chart of one has its folder where the other one writes', () => {
    const [inner, outer] = [
      appWith('x', { outdir: folder, environment: 'a' }),
      appWith('a', { outdir: folder, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }),
    ];
    inner.synth();
    expect(() => outer.synth()).toThrow(`two apps write the folder "${folder}/a"`);
  });

  test('also if the names of their environments differ in nothing but case, as on macOS and Windows', () => {
    const [a, b] = [
      appWith('a', { outdir: folder, environment: 'prod' }),
      appWith('b', { outdir: folder, environment: 'Prod' }),
    ];
    a.synth();
    expect(() => b.synth()).toThrow(
      `two apps write the folders "${folder}/prod" and "${folder}/Prod", which are one on macOS and Windows, in one run`,
    );
    expect(readdirSync(folder)).toEqual(['prod']);
  });

  test('and nothing else is: the same app again, other folders, folders in each other, a folder that was removed', () => {
    const apps = [
      appWith('a', { outdir: folder }),
      appWith('b', { outdir: folder, environment: 'prod' }),
      appWith('c', { outdir: folder, environment: 'staging' }),
    ];
    const late = appWith('d', { outdir: folder, environment: 'prod' });
    for (const app of [...apps, ...apps]) app.synth();
    rmSync(join(folder, 'prod'), { recursive: true });
    mkdirSync(join(folder, 'prod'));
    late.synth();
    expect([files(), files('prod'), files('staging')]).toEqual([['a.k8s.yaml'], ['d.k8s.yaml'], ['c.k8s.yaml']]);
  });

  test('in a test, an app that is made after another was written is a later run', () => {
    appWith('a', { outdir: folder }).synth();
    appWith('b', { outdir: folder }).synth();
    expect(files()).toEqual(['b.k8s.yaml']);
  });
});

describe('all processes of one synth are one run:', () => {
  const claims = () => join(folder, 'claims');
  const outdir = () => join(folder, 'dist');
  beforeEach(() => {
    mkdirSync(claims());
    process.env.CDK8S_INFISICAL_CLAIMS = claims();
    process.env.CDK8S_OUTDIR = outdir();
  });
  /** As another process of the run sees the note of the first one. */
  function asAnotherProcess(): void {
    for (const name of readdirSync(claims())) {
      const note = JSON.parse(readFileSync(join(claims(), name), 'utf8'));
      writeFileSync(join(claims(), name), JSON.stringify({ ...note, owner: '1-0' }));
    }
  }

  test('what one has written the other one finds, and names the folder as the user knows it', () => {
    appWith('a', { environment: 'prod' }).synth();
    asAnotherProcess();
    expect(() => appWith('b', { environment: 'prod' }).synth()).toThrow(
      'two apps write the folder "dist/prod" in one run, and one of them would lose its files: the app of the environment "prod" with the chart "a", and the app of the environment "prod" with the chart "b".',
    );
    expect(files('dist/prod')).toEqual(['a.k8s.yaml']);
  });

  test('also what differs in nothing but case', () => {
    appWith('a', { environment: 'prod' }).synth();
    asAnotherProcess();
    expect(() => appWith('b', { environment: 'Prod' }).synth()).toThrow(
      'two apps write the folders "dist/prod" and "dist/Prod", which are one on macOS and Windows,',
    );
    expect(readdirSync(outdir())).toEqual(['prod']);
  });

  test('the same app again is no error, nor are apps with folders of their own', () => {
    const app = appWith('a', { environment: 'prod' });
    for (let time = 0; time < 2; time++) app.synth();
    appWith('b', {}).synth();
    expect([files('dist'), files('dist/prod')]).toEqual([['b.k8s.yaml'], ['a.k8s.yaml']]);
  });

  test('a file that an App of cdk8s has written in this run is not overwritten', () => {
    withChart(new App({ outdir: outdir() }), 'a').synth();
    expect(() => appWith('a', {}).synth()).toThrow(/something that wrote a\.k8s\.yaml \(an App of cdk8s\?\)/);
  });

  test('an app that fails leaves no folder behind', () => {
    const app = appWith('a', { environment: 'prod' });
    new ApiObject(app.charts[0] as Chart, 'b', {
      apiVersion: 'v1',
      kind: 'X',
      metadata: { name: 'b' },
      data: new Date(0),
    });
    expect(() => app.synth()).toThrow();
    expect(readdirSync(folder)).toEqual(['claims']);
  });
});

describe('where it writes', () => {
  test.each([undefined, '', ' '])('an outdir %j and an empty CDK8S_OUTDIR are not set', (outdir) => {
    process.env.CDK8S_OUTDIR = '';
    expect(new GitOpsApp({ outdir }).outdir).toBe('dist');
    expect(new GitOpsApp({ outdir, environment: 'prod' }).outdir).toBe('dist/prod');
  });

  test.each([
    ['..', 'write letters'],
    ['.', 'write letters'],
    ['a/b', 'write letters'],
    ['a\nb', 'write letters'],
    ['', 'write letters'],
    ['CON', 'Windows has a device of this name'],
    ['nul.x', 'Windows has a device of this name'],
    ['lpt1', 'Windows has a device of this name'],
    ['prod.', 'Windows does not keep the dot at its end'],
    ['x'.repeat(101), 'write 100 characters at most'],
  ])('the environment %j is refused', (environment, why) => {
    expect(() => new GitOpsApp({ environment })).toThrow(
      `the environment ${JSON.stringify(environment)} is no name for a folder: ${why}`,
    );
  });

  test.each<[string, () => void, string]>([
    ['a file', () => writeFileSync(join(folder, 'out'), 'mine'), '/out" is a file, not a folder: name another one'],
    ['a link to nowhere', () => symlinkSync('no', join(folder, 'out')), '/out" is a link, not a folder'],
    ['a link in a circle', () => symlinkSync('out', join(folder, 'out')), 'lead in a circle'],
  ])('%s is no output folder', (_, arrange, message) => {
    arrange();
    for (const environment of [undefined, 'prod'])
      expect(() => appWith('a', { outdir: join(folder, 'out'), environment }).synth()).toThrow(message);
    expect(readdirSync(folder)).toEqual(['out']);
  });

  test('a chart whose file no Windows could have gets none', () => {
    expect(() => appWith('con', { outdir: folder }).synth()).toThrow(
      '[con] the chart would write the file "con.k8s.yaml": Windows has a device of this name: give the chart another id',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['/../../out.yaml', '.ya\nml', '\\..'])('the extension %j is refused', (outputFileExtension) => {
    for (const yamlOutputType of [YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_APP]) {
      const app = appWith('a', { outdir: folder, outputFileExtension, yamlOutputType });
      expect(() => app.synth()).toThrow(`the extension ${JSON.stringify(outputFileExtension)} is none for files`);
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});
