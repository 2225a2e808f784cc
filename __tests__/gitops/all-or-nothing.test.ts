import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Lazy, YamlOutputType } from 'cdk8s';
import { GitOpsApp, InfisicalProject, SecretSyncedApp } from '../../lib';
import { SYNC } from '../declarations';
import { filesIn } from '../project/main-program';
import { chartOf, config, dist, messageOf, names, projectOf } from './project-in-a-folder';

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
      'error: prod: [shop/lazy] the ConfigMap cannot be rendered: Error: no tag',
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
