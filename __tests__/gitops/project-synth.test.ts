import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, YamlOutputType } from 'cdk8s';
import { GitOpsApp, InfisicalProject, type ProjectEnvironment } from '../../lib';
import type { ProjectPart } from '../../lib/gitops/project-part';
import { Severity } from '../../lib/validation/severity';
import { filesIn } from '../project/main-program';
import { chartOf, config, dist, folder, names, projectOf } from './project-in-a-folder';

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
