import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import {
  type EnvironmentOptions,
  type GitOpsApp,
  InfisicalAuth,
  InfisicalProject,
  type InfisicalProjectProps,
  KeyCatalogue,
  type ProjectEnvironment,
} from '../../lib';
import { findingsOfApp } from '../../lib/evaluation/report/app-findings';
import { isError } from '../../lib/evaluation/report/finding-record';
import { schemaViolations } from '../schema-conformance';
import type { Manifest } from '../synthesis';

export const SHOP_ID = '6f1c2d7e-8a3b-4c5d-9e6f-000000000001';
export const LOGIN = InfisicalAuth.universal({ credentials: { name: 'infisical-login', namespace: 'infisical' } });

/** A chart of an environment, in the namespace of that unless told otherwise. */
export function chartIn(environment: ProjectEnvironment, id = 'shop', namespace = environment.namespace): Chart {
  return new Chart(environment, id, { namespace });
}

/** A project with one environment and one chart in it. */
export function shop(props: InfisicalProjectProps = {}, options: EnvironmentOptions = {}) {
  const project = new InfisicalProject({ auth: LOGIN, projectSlug: 'shop', ...props });
  const prod = project.addEnvironment('prod', { namespace: 'shop', ...options });
  return { project, prod, chart: chartIn(prod) };
}

/** The objects of the charts, which must conform to their schemas, and their project be without a mistake. */
export function objectsOf(project: InfisicalProject): Manifest[] {
  expect(project.problems()).toEqual([]);
  const objects = project.environments.flatMap(({ charts }) => charts.flatMap((chart) => chart.toJson()));
  expect(objects.flatMap(schemaViolations)).toEqual([]);
  return objects;
}

/** Each mistake of the environments and of other apps of the project, ungrouped and sorted. */
export function problemsOf(project: InfisicalProject, ...others: GitOpsApp[]): string[] {
  return [...project.environments, ...others]
    .flatMap((app) => findingsOfApp(app))
    .filter(isError)
    .map(({ environment, path, message, rule }) => `${environment}: [${path}] ${message} (${rule})`)
    .sort();
}

export const ofKind = (objects: Manifest[], kind: string): Manifest[] => objects.filter((one) => one.kind === kind);

/** A catalogue with these keys, by place (`prod:/orders`); its file is gone when the tests of the file have run. */
export function catalogue(places: { [place: string]: string[] }, project: object = { slug: 'shop', id: SHOP_ID }) {
  const listed = Object.entries(places).map(([place, keys]) => {
    const [environment, path] = place.split(':');
    return { environment, path, recursive: false, origins: [{ environment, path, imported: false, keys }] };
  });
  const file = join(folder, 'shop.lock.json');
  writeFileSync(file, JSON.stringify({ format: 1, host: 'https://app.infisical.com', project, places: listed }));
  return KeyCatalogue.fromFile(file);
}

const folder = mkdtempSync(join(tmpdir(), 'shop-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
