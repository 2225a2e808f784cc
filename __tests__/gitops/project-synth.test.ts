import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ApiObject, App, Chart, Lazy, YamlOutputType } from 'cdk8s';
import { GitOpsApp, InfisicalProject, type ProjectEnvironment, SecretSyncedApp } from '../../lib';
import type { ProjectPart } from '../../lib/gitops/project-part';
import { Severity } from '../../lib/validation/rule';
import { SYNC } from '../declarations';
import { filesIn } from '../project/main-program';

let folder: string;
let dist: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'project-'));
  dist = join(folder, 'dist');
  process.env.CDK8S_OUTDIR = dist;
});
afterEach(() => {
  delete process.env.CDK8S_OUTDIR;
  rmSync(folder, { recursive: true });
});

const config = (chart: Chart, name: string, data: object = {}) =>
  new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });

/** A project with environments that have one chart with one object each. */
function projectOf(...names: string[]): [InfisicalProject, ...ProjectEnvironment[]] {
  const project = new InfisicalProject({ projectSlug: 'shop' });
  const environments = names.map((name) => {
    const environment = project.addEnvironment(name, { namespace: 'shop' });
    config(new Chart(environment, 'shop', { namespace: environment.namespace }), 'a', { of: name });
    return environment;
  });
  return [project, ...environments];
}

const chartOf = (environment: ProjectEnvironment | undefined) => environment?.charts[0] as Chart;
const names = () => (existsSync(dist) ? Object.keys(filesIn(dist)).filter((name) => name.endsWith('.yaml')) : []);

function messageOf(run: () => void): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

describe('a project is written as a whole:', () => {
  test('each environment and each folder gets a folder', () => {
    const [project] = projectOf('staging', 'prod');
    config(new Chart(project.addFolder('argocd'), 'argocd'), 'a');
    project.synth();
    expect(names()).toEqual(['argocd/argocd.k8s.yaml', 'prod/shop.k8s.yaml', 'staging/shop.k8s.yaml']);
    expect(readdirSync(folder)).toEqual(['dist']);
  });

  test('it writes for an environment what a GitOpsApp writes', () => {
    const [project] = projectOf('prod');
    project.synth();
    const plain = new GitOpsApp({ outdir: join(folder, 'plain'), environment: 'prod' });
    config(new Chart(plain, 'shop', { namespace: 'shop' }), 'a', { of: 'prod' });
    plain.synth();
    expect(filesIn(dist)).toEqual(filesIn(join(folder, 'plain')));
  });

  test('two charts per environment', () => {
    const [project, prod] = projectOf('prod');
    config(new Chart(prod as ProjectEnvironment, 'web', { namespace: 'shop' }), 'b');
    project.synth();
    expect(names()).toEqual(['prod/shop.k8s.yaml', 'prod/web.k8s.yaml']);
  });

  test('the synth() of one environment, or of a folder, is that of the project', () => {
    const [project, staging] = projectOf('staging', 'prod');
    staging?.synth();
    expect(names()).toEqual(['prod/shop.k8s.yaml', 'staging/shop.k8s.yaml']);
    rmSync(dist, { recursive: true });
    project.addFolder('argocd').synth();
    expect(names()).toEqual(['prod/shop.k8s.yaml', 'staging/shop.k8s.yaml']);
  });

  test('an old loop with a synth() for each environment stays right', () => {
    const project = new InfisicalProject();
    for (const name of ['staging', 'prod']) {
      const environment = project.addEnvironment(name);
      config(new Chart(environment, 'shop'), 'a');
      environment.synth();
    }
    expect(names()).toEqual(['prod/shop.k8s.yaml', 'staging/shop.k8s.yaml']);
  });

  test('calls it twice: same files, and none is written again', () => {
    const [project] = projectOf('staging', 'prod');
    project.synth();
    const before = ['prod', 'staging'].map((name) => statSync(join(dist, name, 'shop.k8s.yaml')).ino);
    project.synth();
    expect(['prod', 'staging'].map((name) => statSync(join(dist, name, 'shop.k8s.yaml')).ino)).toEqual(before);
  });

  test('each construct is validated once for each synth', () => {
    const [project, staging, prod] = projectOf('staging', 'prod');
    let times = 0;
    for (const environment of [staging, prod]) {
      chartOf(environment).node.addValidation({
        validate: () => {
          times++;
          return [];
        },
      });
    }
    project.synth();
    expect(times).toBe(2);
  });

  test('an environment that is not deployed gets no folder, and is checked', () => {
    const project = new InfisicalProject({ projectSlug: 'shop' });
    const dev = project.addEnvironment('dev', { deployed: false, namespace: 'shop' });
    const chart = new Chart(dev, 'shop', { namespace: 'shop' });
    config(chart, 'a');
    project.synth();
    expect(existsSync(dist)).toBe(false);
    chart.node.addValidation({ validate: () => ['nothing will do'] });
    expect(() => dev.synth()).toThrow('dev: [shop] nothing will do');
  });

  test('an environment is taken away: its folder stays, as does whatever else is there', () => {
    projectOf('staging', 'prod')[0].synth();
    mkdirSync(join(dist, 'others'));
    writeFileSync(join(dist, 'others/mine.k8s.yaml'), 'mine\n');
    projectOf('prod')[0].synth();
    expect(names()).toEqual(['others/mine.k8s.yaml', 'prod/shop.k8s.yaml', 'staging/shop.k8s.yaml']);
  });

  test('a chart is taken away: its manifest goes', () => {
    const [first, prod] = projectOf('prod');
    config(new Chart(prod as ProjectEnvironment, 'old'), 'b');
    first.synth();
    projectOf('prod')[0].synth();
    expect(names()).toEqual(['prod/shop.k8s.yaml']);
  });

  test('preview per pull request: a program of its own, with the keys of staging', () => {
    const project = new InfisicalProject({ projectSlug: 'shop' });
    const preview = project.addEnvironment('pr-123', { slug: 'staging', namespace: 'shop-pr-123' });
    config(new Chart(preview, 'shop', { namespace: preview.namespace }), 'a');
    project.synth();
    expect(names()).toEqual(['pr-123/shop.k8s.yaml']);
  });

  test('several projects of one program have a folder each', () => {
    for (const team of ['payments', 'platform/eu']) {
      const project = new InfisicalProject({ folder: team });
      config(new Chart(project.addEnvironment('prod'), 'shop'), 'a');
      project.synth();
    }
    expect(names()).toEqual(['payments/prod/shop.k8s.yaml', 'platform/eu/prod/shop.k8s.yaml']);
  });

  test('and the mistakes of each name its environments, which others may have too', () => {
    const problems = ['payments', 'platform/eu'].flatMap((folder) => {
      const project = new InfisicalProject({ folder });
      for (const name of ['staging', 'prod']) {
        const { node } = new Chart(project.addEnvironment(name), 'shop');
        node.addValidation({ validate: () => ['nothing will do'] });
      }
      return project.problems();
    });
    expect(problems).toEqual([
      'payments/staging, payments/prod: [shop] nothing will do',
      'platform/eu/staging, platform/eu/prod: [shop] nothing will do',
    ]);
  });
});

describe('all or nothing:', () => {
  /** What makes prod fail, and what is said then. */
  const MISTAKES: [string, (chart: Chart) => void, string][] = [
    [
      'a mistake',
      (chart) => chart.node.addValidation({ validate: () => ['nothing will do'] }),
      'error: prod: [shop] nothing will do',
    ],
    [
      'a check that throws',
      (chart) =>
        chart.node.addValidation({
          validate: () => {
            throw new Error('no answer');
          },
        }),
      'error: prod: no answer',
    ],
    [
      'prod cannot be rendered (Lazy throws)',
      (chart) =>
        config(chart, 'lazy', {
          x: Lazy.any({
            produce: () => {
              throw new Error('no tag');
            },
          }),
        }),
      'error: prod: [shop/lazy] it cannot be rendered: Error: no tag',
    ],
    [
      'half of a character',
      (chart) => config(chart, 'half', { x: '\ud83d' }),
      'error: prod: [shop/half] data.x has half',
    ],
    [
      'two objects of one name',
      (chart) => config(new Chart(chart.node.root, 'two', { namespace: 'shop' }), 'a'),
      'error: prod: [two/a] the ConfigMap "shop/a" is also declared by [shop/a]',
    ],
    [
      'a file that no Windows could have',
      (chart) => new Chart(chart.node.root, 'con'),
      'error: prod: [con] the chart would write the file "con.k8s.yaml": Windows has a device of this name',
    ],
    [
      'what depends on another environment',
      (chart) => chart.addDependency(new Chart(new GitOpsApp({ environment: 'qa' }), 'other')),
      'error: prod: [shop] it depends on [other] of the environment "qa", and nothing keeps an order between apps: remove that',
    ],
    [
      'an environment that depends on another app',
      (chart) => chart.node.root.node.addDependency(new App({ outdir: dist })),
      'error: prod: [app] it depends on another app, and nothing keeps an order between apps: remove that',
    ],
    [
      'dependencies in a circle',
      (chart) => {
        const [b, c] = [config(chart, 'b'), config(chart, 'c')];
        b.addDependency(c);
        c.addDependency(b);
      },
      'error: prod: Dependency cycle detected',
    ],
    [
      'a file for each resource, of which one cannot be rendered',
      (chart) => {
        Object.assign(chart.node.root, { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
        config(chart, 'half', { x: '\ud83d' });
      },
      'error: prod: [shop/half] data.x has half',
    ],
    [
      'a toJson of its own that throws',
      (chart) =>
        Object.assign(chart, {
          toJson: () => {
            throw new Error('not today');
          },
        }),
      'error: prod: not today',
    ],
    [
      'a folder in the place of a file',
      () => mkdirSync(join(dist, 'prod/shop.k8s.yaml'), { recursive: true }),
      'error: prod: shop.k8s.yaml is a folder: move it',
    ],
    [
      'a file in the place of its folder',
      () => {
        mkdirSync(dist, { recursive: true });
        writeFileSync(join(dist, 'prod'), 'mine');
      },
      '/prod" is a file, not a folder: name another one',
    ],
  ];

  test.each(MISTAKES)('%s: no folder is made', (_, spoil, message) => {
    const [project, , prod] = projectOf('staging', 'prod', 'qa');
    spoil(chartOf(prod));
    const before = existsSync(dist) ? readdirSync(dist, { recursive: true }) : undefined;
    expect(messageOf(() => project.synth())).toContain(message);
    expect(existsSync(dist) ? readdirSync(dist, { recursive: true }) : undefined).toEqual(before);
    expect(project.environments.map(({ outdir }) => outdir)).toEqual(
      ['staging', 'prod', 'qa'].map((name) => `${dist}/${name}`),
    );
  });

  test.each(MISTAKES.slice(0, -2))('%s: what was there stays', (_, spoil, message) => {
    projectOf('staging', 'prod', 'qa')[0].synth();
    writeFileSync(join(dist, 'prod/kustomization.yaml'), 'resources: []\n');
    const before = filesIn(dist);
    const [project, staging, prod] = projectOf('staging', 'prod', 'qa');
    config(chartOf(staging), 'new');
    spoil(chartOf(prod));
    expect(messageOf(() => project.synth())).toContain(message);
    expect(filesIn(dist)).toEqual(before);
  });

  test('a typo in staging and another in prod: one report has both', () => {
    const project = new InfisicalProject({ projectSlug: 'shop' });
    for (const [name, key] of [
      ['staging', 'DATABSE_URL'],
      ['prod', 'SENTRY_DNS'],
    ] as const) {
      const chart = new Chart(project.addEnvironment(name), 'shop', { namespace: 'shop' });
      const sync = { ...SYNC, source: { ...SYNC.source, environment: name, keys: ['DATABASE_URL', 'SENTRY_DSN'] } };
      new SecretSyncedApp(chart, 'orders', { image: 'a:1', sync, secretKeys: [key] });
    }
    const message = messageOf(() => project.synth());
    expect(message).toMatch(/^error: staging: \[shop\/orders.*"DATABASE_URL".*\(C2\)$/m);
    expect(message).toMatch(/^error: prod: \[shop\/orders.*"SENTRY_DSN".*\(C2\)$/m);
    expect(project.problems()).toEqual([
      expect.stringMatching(/^staging: .*\(C2\)$/),
      expect.stringMatching(/^prod: .*\(C2\)$/),
    ]);
    expect(existsSync(dist)).toBe(false);
  });

  test('what cannot be rendered in two environments is told of both, and keeps the first reason', () => {
    const [project, staging, prod] = projectOf('staging', 'prod');
    const reason = new Error('no tag');
    for (const environment of [staging, prod]) {
      Object.assign(chartOf(environment), {
        toJson: () => {
          throw reason;
        },
      });
    }
    expect(() => project.synth()).toThrow(expect.objectContaining({ cause: reason }));
    expect(messageOf(() => project.synth())).toContain('error: staging, prod: no tag');
  });

  test('a disk that fails while files are put in place: those that were there come back', () => {
    const [first] = projectOf('staging', 'qa');
    first.synth();
    const before = filesIn(dist);
    // What is there is kept by this name while it is replaced.
    mkdirSync(join(dist, 'qa/.shop.k8s.yaml.was'));
    const [project, staging, , qa] = projectOf('staging', 'prod', 'qa');
    for (const environment of [staging, qa]) config(chartOf(environment), 'new');
    expect(() => project.synth()).toThrow('EEXIST');
    rmSync(join(dist, 'qa/.shop.k8s.yaml.was'), { recursive: true });
    expect(filesIn(dist)).toEqual(before);
    expect(readdirSync(dist)).toEqual(['qa', 'staging']);
    project.synth();
    expect(names()).toEqual(['prod/shop.k8s.yaml', 'qa/shop.k8s.yaml', 'staging/shop.k8s.yaml']);
  });

  test('folders that were made above are taken away again, and those of others stay', () => {
    const project = new InfisicalProject({ folder: 'teams/shop' });
    const [staging, prod] = ['staging', 'prod'].map((name) => new Chart(project.addEnvironment(name), 'shop'));
    config(staging as Chart, 'a');
    Object.assign(prod as Chart, {
      toJson: () => {
        mkdirSync(join(dist, 'of-others'));
        throw new Error('not today');
      },
    });
    expect(() => project.synth()).toThrow('not today');
    expect(readdirSync(dist, { recursive: true })).toEqual(['of-others']);
  });

  test('what a killed run has left beside a folder is no hindrance', () => {
    mkdirSync(join(dist, '.prod.half'), { recursive: true });
    writeFileSync(join(dist, '.prod.half/old.k8s.yaml'), 'old\n');
    projectOf('prod')[0].synth();
    expect(readdirSync(dist, { recursive: true }).sort()).toEqual(['prod', 'prod/.manifests', 'prod/shop.k8s.yaml']);
  });
});

describe('where cdk8s itself writes:', () => {
  const LAYOUTS: [string, (environment: ProjectEnvironment) => void, string[]][] = [
    [
      'a file for each resource',
      (environment) => Object.assign(environment, { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE }),
      ['ConfigMap.a.k8s.yaml'],
    ],
    [
      'a folder for each chart',
      (environment) =>
        Object.assign(environment, { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }),
      ['shop/ConfigMap.a.k8s.yaml'],
    ],
    [
      'all in one file',
      (environment) => Object.assign(environment, { yamlOutputType: YamlOutputType.FILE_PER_APP }),
      ['app.k8s.yaml'],
    ],
    [
      'a toJson of its own',
      (environment) => Object.assign(chartOf(environment), { toJson: () => [{ kind: 'ConfigMap' }] }),
      ['shop.k8s.yaml'],
    ],
  ];

  test.each(LAYOUTS)('%s gets the files of cdk8s, new or again', (_, arrange, expected) => {
    const build = () => {
      const [project, prod] = projectOf('prod');
      arrange(prod as ProjectEnvironment);
      return project;
    };
    const first = build();
    first.synth();
    expect(names()).toEqual(expected.map((name) => `prod/${name}`));
    const [, twin] = projectOf('prod');
    arrange(twin as ProjectEnvironment);
    Object.assign(twin as object, { outdir: join(folder, 'cdk8s') });
    App.prototype.synth.call(twin);
    expect(filesIn(join(dist, 'prod'))).toEqual(filesIn(join(folder, 'cdk8s')));

    writeFileSync(join(dist, 'prod/kustomization.yaml'), 'resources: []\n');
    const before = statSync(join(dist, 'prod', expected[0] as string)).ino;
    build().synth();
    expect(names()).toEqual([...expected, 'kustomization.yaml'].map((name) => `prod/${name}`).sort());
    expect(statSync(join(dist, 'prod', expected[0] as string)).ino).toBe(before);
    expect(readdirSync(dist)).toEqual(['prod']);
  });

  test.each(LAYOUTS)(
    '%s: what was written as a file for each chart goes, and nothing of others',
    (_, arrange, expected) => {
      projectOf('prod')[0].synth();
      writeFileSync(join(dist, 'prod/kustomization.yaml'), 'resources: []\n');
      const [project, prod] = projectOf('prod');
      arrange(prod as ProjectEnvironment);
      project.synth();
      expect(Object.keys(filesIn(dist)).sort()).toEqual(
        [...expected, 'kustomization.yaml'].map((name) => `prod/${name}`).sort(),
      );
    },
  );

  test.each(LAYOUTS)('%s: another environment that fails leaves it as it was', (_, arrange) => {
    const [project, staging, prod] = projectOf('staging', 'prod');
    arrange(staging as ProjectEnvironment);
    config(chartOf(prod), 'half', { x: '\ud83d' });
    expect(() => project.synth()).toThrow('data.x has half of a character');
    expect(existsSync(dist)).toBe(false);
  });
});

describe('what is no folder of the project is checked and written with it:', () => {
  /** Writes a line for everything that happens to it. */
  function part(log: string[], overrides: Partial<ProjectPart> = {}): ProjectPart {
    return {
      findings: () => [],
      stage: () => {
        log.push('staged');
        return {
          commit: (last) => {
            log.push('committed');
            last();
            log.push('done');
          },
          discard: () => log.push('discarded'),
        };
      },
      ...overrides,
    };
  }
  const finding = { severity: Severity.ERROR, rule: 'L5', path: 'local stack', message: 'two services of one name' };

  test('staged, and committed once all is staged', () => {
    const log: string[] = [];
    const [project] = projectOf('prod');
    project._add(part(log));
    project.synth();
    expect(log).toEqual(['staged', 'committed', 'done']);
    expect(names()).toEqual(['prod/shop.k8s.yaml']);
  });

  test('its mistakes stop the project', () => {
    const log: string[] = [];
    const [project] = projectOf('prod');
    project._add(part(log, { findings: () => [finding] }));
    expect(project.problems()).toEqual(['[local stack] two services of one name (L5)']);
    expect(() => project.synth()).toThrow('error: [local stack] two services of one name (L5)');
    expect([log, names()]).toEqual([[], []]);
  });

  test('where it cannot be staged, or not committed, no folder is written', () => {
    const [project] = projectOf('prod');
    let fails: 'stage' | 'commit' = 'stage';
    project._add(
      part([], {
        stage: () => {
          if (fails === 'stage') throw new Error('compose.yaml: no room');
          return {
            commit: () => {
              throw new Error('compose.yaml: no room now');
            },
            discard: () => undefined,
          };
        },
      }),
    );
    expect(() => project.synth()).toThrow('compose.yaml: no room');
    expect(existsSync(dist)).toBe(false);
    fails = 'commit';
    expect(() => project.synth()).toThrow('compose.yaml: no room now');
    expect(existsSync(dist)).toBe(false);
  });

  test('it is discarded where a folder cannot be rendered', () => {
    const log: string[] = [];
    const [project, prod] = projectOf('prod');
    project._add(part(log));
    config(chartOf(prod), 'half', { x: '\ud83d' });
    expect(() => project.synth()).toThrow('data.x has half');
    expect(log).toEqual(['staged', 'discarded']);
  });
});

test('where another project of the program is written already, the outcome is of the one that failed', () => {
  const [one] = projectOf('prod');
  const other = new InfisicalProject({ folder: 'mail' });
  const chart = new Chart(other.addEnvironment('prod'), 'mail');
  config(chart, 'a');
  chart.node.addValidation({ validate: () => ['no'] });
  expect(() => other.synth()).toThrow('1 error: nothing is written');
  one.synth();
  expect(() => other.synth()).toThrow('1 error: nothing of the project with prod is written');
});

describe('two that have one folder:', () => {
  test('a plain GitOpsApp and an environment: an error that names both, and no other environment is written', () => {
    const plain = new GitOpsApp({ environment: 'prod' });
    config(new Chart(plain, 'old'), 'a');
    const [project] = projectOf('staging', 'prod');
    plain.synth();
    expect(() => project.synth()).toThrow(
      `two apps write the folder "dist/prod" in one run, and one of them would lose its files: the app of the environment "prod" with the chart "old", and the environment "prod" of the project "shop".`,
    );
    expect(names()).toEqual(['prod/old.k8s.yaml']);
  });

  test('environments of two projects', () => {
    const [[one], [other]] = [projectOf('prod'), projectOf('staging', 'prod')];
    one.synth();
    expect(() => other.synth()).toThrow(
      `the environment "prod" of the project "shop", and the environment "prod" of the project "shop". Give each a folder of its own, as in new InfisicalProject({ folder: 'orders' })`,
    );
    expect(names()).toEqual(['prod/shop.k8s.yaml']);
  });

  test('two projects, though their environments differ', () => {
    const build = (slug: string, name: string) => {
      const project = new InfisicalProject({ projectSlug: slug, folder: 'team' });
      config(new Chart(project.addEnvironment(name), 'shop'), 'a');
      return project;
    };
    const [one, other] = [build('shop', 'staging'), build('mail', 'prod')];
    one.synth();
    expect(() => other.synth()).toThrow(
      `two projects have the folder "dist/team": the project "shop", and the project "mail". Give each a folder of its own, as in new InfisicalProject({ folder: 'orders' })`,
    );
    expect(names()).toEqual(['team/staging/shop.k8s.yaml']);
  });

  test('environments of one project, through a link', () => {
    mkdirSync(join(dist, 'prod'), { recursive: true });
    symlinkSync('prod', join(dist, 'qa'));
    expect(() => projectOf('staging', 'prod', 'qa')[0].synth()).toThrow(
      'the environment "prod" of the project "shop", and the environment "qa" of the project "shop"',
    );
    expect(names()).toEqual([]);
  });

  test('on macOS and Windows: names that differ in nothing but case', () => {
    const [[one], [other]] = [projectOf('prod'), projectOf('Prod')];
    one.synth();
    expect(() => other.synth()).toThrow(
      'two apps write the folders "dist/prod" and "dist/Prod", which are one on macOS and Windows, in one run',
    );
    expect(() => one.addEnvironment('PROD')).toThrow(
      'there is "prod" already in this project, which has the same folder on macOS and Windows as "PROD": give each environment and folder a name of its own',
    );
    expect(() => one.addFolder('prod')).toThrow('there is "prod" already in this project: give each');
    expect(readdirSync(dirname(dist))).toEqual(['dist']);
  });
});
