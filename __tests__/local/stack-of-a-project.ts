import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { parse } from 'yaml';
import {
  type EnvironmentOptions,
  InfisicalProject,
  type InfisicalProjectProps,
  LocalStack,
  type LocalStackProps,
  type ProjectEnvironment,
  SecretSyncedApp,
  type SecretSyncedAppProps,
} from '../../lib';
import { SYNC } from '../declarations';
import { composeViolations } from './compose-schema';
import { PROJECT_ID } from './shop-on-a-laptop';

export const CHECKED = { auth: SYNC.auth, projectId: PROJECT_ID };

export let base: string;
export let folder: string;
let before: string | undefined;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'laptop-'));
  folder = join(base, 'project');
  mkdirSync(folder);
  before = process.env.CDK8S_OUTDIR;
  process.env.CDK8S_OUTDIR = join(base, 'dist');
});
afterEach(() => {
  if (before === undefined) delete process.env.CDK8S_OUTDIR;
  else process.env.CDK8S_OUTDIR = before;
  rmSync(base, { recursive: true });
});

export const written = (path: string) => readFileSync(join(folder, path), 'utf8');
export const folders = () => (existsSync(join(base, 'dist')) ? readdirSync(join(base, 'dist')).sort() : []);

/** An application of the environment: its source is what the environment says. */
export function declareApi(environment: ProjectEnvironment, props: Partial<SecretSyncedAppProps> = {}): void {
  const { host, project, slug } = environment;
  const { projectSlug, projectId } = project;
  const source = projectSlug === undefined ? { projectId, environment: slug } : { projectSlug, environment: slug };
  new SecretSyncedApp(new Chart(environment, 'shop', { namespace: 'shop' }), 'api', {
    image: 'api:1.0',
    sync: { ...SYNC, host, source },
    secretKeys: ['API_KEY'],
    local: { buildContext: '.' },
    ...props,
  });
}

export function shopWith(
  props: InfisicalProjectProps = CHECKED,
  options: EnvironmentOptions = { deployed: false },
): { shop: InfisicalProject; dev: ProjectEnvironment } {
  const shop = new InfisicalProject(props);
  const dev = shop.addEnvironment('dev', options);
  declareApi(dev);
  return { shop, dev };
}

/** What `x-infisical` says of the keys. */
export const saidOf = (scopes: ProjectEnvironment[], props: LocalStackProps = {}) => {
  const text = new LocalStack(scopes, { folder, ...props }).files()['compose.yaml'];
  expect(composeViolations(text)).toEqual([]);
  return parse(text)['x-infisical'];
};
