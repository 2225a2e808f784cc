import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { InfisicalProject, type ProjectEnvironment } from '../../lib';
import { filesIn } from '../project/main-program';

export let folder: string;
export let dist: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'project-'));
  dist = join(folder, 'dist');
  process.env.CDK8S_OUTDIR = dist;
});
afterEach(() => {
  delete process.env.CDK8S_OUTDIR;
  rmSync(folder, { recursive: true });
});

export const config = (chart: Chart, name: string, data: object = {}) =>
  new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });

/** A project with environments that have one chart with one object each. */
export function projectOf(...names: string[]): [InfisicalProject, ...ProjectEnvironment[]] {
  const project = new InfisicalProject({ projectSlug: 'shop' });
  const environments = names.map((name) => {
    const environment = project.addEnvironment(name, { namespace: 'shop' });
    config(new Chart(environment, 'shop', { namespace: environment.namespace }), 'a', { of: name });
    return environment;
  });
  return [project, ...environments];
}

export const chartOf = (environment: ProjectEnvironment | undefined) => environment?.charts[0] as Chart;
export const names = () =>
  existsSync(dist) ? Object.keys(filesIn(dist)).filter((name) => name.endsWith('.yaml')) : [];

export function messageOf(run: () => void): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
