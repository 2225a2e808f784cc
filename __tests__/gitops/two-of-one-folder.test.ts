import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Chart } from 'cdk8s';
import { GitOpsApp, InfisicalProject } from '../../lib';
import { config, dist, names, projectOf } from './project-in-a-folder';

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
