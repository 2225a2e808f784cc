import { type RuleBody, Severity } from '../../rule';

/** An application with a service on the laptop. */
function app(props: string): string {
  return `new SecretSyncedApp(stagingChart, 'orders', { image: 'orders:1', secretPath: '/orders', ${props} });`;
}

const STACK = `new LocalStack([stagingChart]);`;

/** The stack of a team without Node. */
const BY_CLI = `new LocalStack([stagingChart], { runner: LocalRunner.INFISICAL_CLI });`;

export const L1: RuleBody = {
  severity: Severity.ERROR,
  title: 'A key has a name that infisical run hands on, where that fetches the keys',
  why: 'The CLI, docker compose or the shell has a variable of that name for itself, so that the key never arrives, or steers one of them. `LocalRunner.CDK8S_INFISICAL`, the default, gives each key a name that nothing else has.',
  source:
    'Infisical CLI v0.43.121: packages/cmd/run.go (filterReservedEnvVars); https://docs.docker.com/compose/how-tos/environment-variables/envvars/',
  bad: `${app("secretKeys: ['COMPOSE_FILE'], local: {}")}\n${BY_CLI}`,
  good: `${app("secretKeys: ['COMPOSE_FILE'], local: {}")}\n${STACK}`,
};

export const L2: RuleBody = {
  severity: Severity.WARNING,
  title: 'A key of the cluster is used on a laptop too',
  why: 'Nobody notices on a laptop that the key is missing, or that the program no longer starts with it. An application of a `LocalRun` is on a laptop too. A key of a folder that no local service reads is another one than that of the same name. So it is with what a service takes from a Secret that only the cluster has, such as a leased login: it has no value on a laptop until local.env has one.',
  source: 'docs/local.md',
  bad: `${app("secretKeys: ['DATABASE_URL'], local: {}")}
const secret = new SyncedSecret(stagingChart, 'worker-secrets', { secretPath: '/worker' });
new SecretSyncedApp(stagingChart, 'worker', { image: 'worker:1', secret, secretKeys: ['QUEUE_URL'] });
${STACK}`,
  good: `${app("secretKeys: ['DATABASE_URL'], local: {}")}
const secret = new SyncedSecret(stagingChart, 'worker-secrets', { secretPath: '/worker' });
new SecretSyncedApp(stagingChart, 'worker', { image: 'worker:1', secret, secretKeys: ['QUEUE_URL'], local: {} });
${STACK}`,
};

export const L3: RuleBody = {
  severity: Severity.ERROR,
  title: 'A key has the same value on a laptop as in the cluster',
  why: 'Paths that are named for the whole stack are read as one, as `infisical run` reads all paths: of two keys of one name the last one wins, and each secret in the cluster has its own. A service that only a laptop has takes a key from where the applications have it, which must be one place.',
  source: 'Infisical CLI v0.43.121: packages/cmd/run.go (fetchSecrets); docs/local.md',
  bad: `${app("secretKeys: ['DATABASE_URL'], local: {}")}
new SecretSyncedApp(stagingChart, 'web', { image: 'web:1', secretPath: '/web', secretKeys: ['DATABASE_URL'], local: {} });
new LocalStack([stagingChart], { paths: ['/orders', '/web'] });`,
  good: `${app("secretKeys: ['DATABASE_URL'], local: {}")}
new SecretSyncedApp(stagingChart, 'web', { image: 'web:1', secretPath: '/web', secretKeys: ['DATABASE_URL'], local: {} });
${STACK}`,
};

export const L4: RuleBody = {
  severity: Severity.WARNING,
  title: 'A plain variable has the same value on a laptop, unless it is meant to differ',
  why: 'What runs on a laptop is then not what runs in the cluster, and nobody has said that this is meant. What only a cluster knows has no value on a laptop at all: fields of the pod, Secrets and ConfigMaps of others, variables that are made of Services, and what drivers and nodes put into a folder.',
  source: 'docs/local.md',
  bad: `${app("secretKeys: ['DATABASE_URL'], env: { MODE: 'prod' }, local: { env: { MODE: 'dev' } }")}\n${STACK}`,
  good: `${app("secretKeys: ['DATABASE_URL'], env: { MODE: 'prod' }, local: { env: { MODE: 'dev' }, meantToDiffer: ['MODE'] }")}\n${STACK}`,
};

export const L8: RuleBody = {
  severity: Severity.WARNING,
  title: 'No key has a name that the CLI reads for itself, where that fetches the keys',
  why: 'In a shell that has the key, the CLI logs in with its value, or logs as it says. `LocalRunner.CDK8S_INFISICAL`, the default, keeps keys and login apart.',
  source:
    'Infisical CLI v0.43.121: packages/util/constants.go, packages/util/helper.go (GetInfisicalToken), packages/cmd/root.go (initLog)',
  bad: `${app("secretKeys: ['TOKEN'], local: {}")}\n${BY_CLI}`,
  good: `${app("secretKeys: ['ORDERS_TOKEN'], local: {}")}\n${BY_CLI}`,
};
