import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf } from '../project/document-blocks';
import { filesIn, runMain } from '../project/main-program';
import { manifestOf, PROJECT, run, TARBALL } from './packed-library';

const { devDependencies, peerDependencies } = manifestOf(PROJECT);
const RANGE: string = peerDependencies['cdk8s-plus-28'];

/** A workload of each kind, with what cdk8s-plus has to do with. */
const PROGRAM = `
import { ApiObject, App, Chart, Duration, Size } from 'cdk8s';
import * as lib from 'cdk8s-infisical';
import * as kplus from 'cdk8s-plus-28';

const app = new App({ outdir: 'dist' });
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const secret = new lib.SyncedSecret(chart, 'shop-secrets', {
  auth: lib.InfisicalAuth.universal({ credentials: { name: 'machine-identity', namespace: 'infisical' } }),
  source: { projectSlug: 'shop', environment: 'prod' },
});
const pod = {
  image: 'api:1.0',
  secret,
  secretKeys: ['DATABASE_URL'],
  secretFiles: [{ path: '/keys', secretKeys: ['CERTIFICATE'], mode: 0o444 }],
  envVariables: { POD: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME) },
  envFrom: [kplus.Env.fromConfigMap(kplus.ConfigMap.fromConfigMapName(chart, 'flags', 'flags'))],
  resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { limit: Size.mebibytes(256) } },
  readiness: kplus.Probe.fromHttpGet('/ready', { port: 3000 }),
  liveness: lib.ContainerProbe.fromGrpc(3000),
  lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '5']) },
  initContainers: [{ name: 'migrate', image: 'migrate:1.0', secretKeys: ['DATABASE_URL'] }],
  volumes: [{ name: 'tmp', emptyDir: {} }],
  volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  terminationGracePeriod: Duration.seconds(60),
  seccompProfile: { type: 'RuntimeDefault' },
};
new lib.SecretSyncedApp(chart, 'api', { ...pod, port: 3000, strategy: kplus.DeploymentStrategy.recreate() });
const claims = { volumeClaimTemplates: [{ name: 'data', size: Size.gibibytes(1) }] };
const volumeMounts = [...pod.volumeMounts, { name: 'data', mountPath: '/data' }];
const stateful = { ...pod, ...claims, volumeMounts, port: 3000, strategy: kplus.StatefulSetUpdateStrategy.onDelete() };
new lib.SecretSyncedStatefulSet(chart, 'db', stateful);
new lib.SecretSyncedDaemonSet(chart, 'agent', { ...pod, spread: true });
new lib.SecretSyncedJob(chart, 'job', { ...pod, restartPolicy: kplus.RestartPolicy.ON_FAILURE });
new lib.SecretSyncedCronJob(chart, 'nightly', { ...pod, schedule: '0 4 * * *' });
new lib.SecretSyncedRollout(chart, 'web', { ...pod, strategy: { canary: {} } });
const job = new kplus.k8s.KubeJob(chart, 'report', {
  metadata: { name: 'report' },
  spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'report', image: 'report:1.0' }] } } },
});
secret.injectInto(job, { secretKeys: ['DATABASE_URL'], files: { path: '/keys', secretKeys: ['CERTIFICATE'], mode: 0o444 } });
app.synth();

const worker = new kplus.Deployment(chart, 'worker', { containers: [{ name: 'worker', image: 'worker:1.0' }] });
secret.injectInto(worker, { secretKeys: ['DATABASE_URL'] });
console.log(JSON.stringify(ApiObject.of(worker).toJson().spec.template.spec.containers[0].env));
`;

let temp: string;

beforeAll(() => {
  temp = mkdtempSync(join(tmpdir(), 'plus-'));
});

afterAll(() => rmSync(temp, { recursive: true, force: true }));

test('every 28 within the range of the peer, and the newest 29 to 34 under its name, are what is there, fit, and write the same bytes', () => {
  const own = publishedWithin(RANGE).map((version) => ({ name: 'cdk8s-plus-28', version }));
  const newer = [29, 30, 31, 32, 33, 34].map((generation) => {
    const name = `cdk8s-plus-${generation}`;
    return { name, version: newest(name) };
  });
  expect(own.map(({ version }) => version)).toContain(devDependencies['cdk8s-plus-28']);

  const written = [...own, ...newer].map(({ name, version }) => {
    const spec = name === 'cdk8s-plus-28' ? version : `npm:${name}@^${version}`;
    const consumer = consumerOf(`${name}-${version}`, { 'cdk8s-plus-28': spec }, PROGRAM);
    const found = manifestOf(join(consumer, 'node_modules/cdk8s-plus-28'));
    expect([found.name, found.version]).toEqual([name, version]);
    return { name, version, errors: compile(consumer), printed: run(consumer, process.execPath, 'build/main.js') };
  });
  const yamls = written.map(({ name, version }) => yamlOf(`${name}-${version}`));
  expect(written.map(({ errors }) => errors).join('')).toBe('');
  expect([...new Set(written.map(({ printed }) => printed))]).toEqual([
    '[{"name":"DATABASE_URL","valueFrom":{"secretKeyRef":{"key":"DATABASE_URL","name":"shop-secrets","optional":false}}}]\n',
  ]);
  for (const yaml of yamls) expect(yaml).toBe(yamls[0]);
  for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Rollout']) {
    expect(yamls[0]).toContain(`kind: ${kind}\n`);
  }
});

test('of two in one program TypeScript refuses what the documents say, and nothing else; the rest runs', () => {
  const program = `${blocksOf('docs/cdk8s-plus.md', 'ts')[0]}\napp.synth();\n`;
  const packages = { 'cdk8s-plus-28': devDependencies['cdk8s-plus-28'], 'cdk8s-plus-34': newest('cdk8s-plus-34') };
  const consumer = consumerOf('both', packages, program);
  // An error that it should expect and does not find is one, too.
  expect(compile(consumer)).toBe('');
  writeFileSync(join(consumer, 'main.ts'), program.replaceAll(/.*@ts-expect-error\n/g, ''));
  const refused = compile(consumer).match(/^main\.ts\(/gm) ?? [];
  expect(refused).toHaveLength(program.split('@ts-expect-error').length - 1);
  expect(run(consumer, process.execPath, 'build/main.js')).toBe('');
  expect(yamlOf('both')).toContain('name: worker\n');
});

test('main.ts and the shop of the tutorial write with the newest what is committed', () => {
  const newer = { 'cdk8s-plus-28': `npm:cdk8s-plus-34@${newest('cdk8s-plus-34')}` };
  const main = readFileSync(join(PROJECT, 'main.ts'), 'utf8').replace("'./lib'", "'cdk8s-infisical'");
  const consumer = consumerOf('newest', newer, main);
  cpSync(join(PROJECT, 'imports/infisical'), join(consumer, 'imports/infisical'), { recursive: true });
  const shop = join(consumer, 'shop');
  cpSync(join(PROJECT, 'examples/shop'), shop, { recursive: true });
  for (const [folder, committed] of [
    [consumer, PROJECT],
    [shop, join(PROJECT, 'examples/shop')],
  ]) {
    expect(runMain({ main: join(folder, 'main.ts'), cwd: folder })).toEqual(filesIn(join(committed, 'dist')));
  }
});

/** A program with the packed library, and what it is installed with. */
function consumerOf(name: string, packages: Readonly<Record<string, string>>, program: string): string {
  const consumer = join(temp, name);
  mkdirSync(consumer);
  const { cdk8s, constructs } = devDependencies;
  const dependencies = { cdk8s, constructs, 'cdk8s-infisical': `file:${TARBALL}`, ...packages };
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ private: true, dependencies }));
  run(
    consumer,
    'npm',
    'install',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--ignore-scripts',
    '--strict-peer-deps',
  );
  writeFileSync(join(consumer, 'main.ts'), program);
  return consumer;
}

/** What the compiler of this project says, which also checks the declarations of the packages. */
function compile(consumer: string): string {
  const compilerOptions = {
    ...{ strict: true, target: 'es2022', module: 'node20', outDir: 'build', rootDir: '.' },
    ...{ types: ['node'], typeRoots: [join(PROJECT, 'node_modules/@types')] },
  };
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
  return spawnSync(join(PROJECT, 'node_modules/.bin/tsc'), { cwd: consumer, encoding: 'utf8' }).stdout;
}

function yamlOf(name: string): string {
  return readFileSync(join(temp, name, 'dist/shop.k8s.yaml'), 'utf8');
}

function publishedWithin(range: string): string[] {
  const found: string | string[] = JSON.parse(run(temp, 'npm', 'view', `cdk8s-plus-28@${range}`, 'version', '--json'));
  return [found].flat();
}

function newest(name: string): string {
  return JSON.parse(run(temp, 'npm', 'view', name, 'version', '--json'));
}
