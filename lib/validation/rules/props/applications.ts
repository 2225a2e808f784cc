import { type RuleBody, Severity } from '../../rule';

const KEYS = "secretKeys: ['DATABASE_URL']";

/** An application with further props. */
function orders(...props: readonly string[]): string {
  const all = ["image: 'orders:1'", "secretPath: '/orders'", ...props];
  return `new SecretSyncedApp(prodChart, 'orders', {\n${all.map((prop) => `  ${prop},\n`).join('')}});`;
}

export const C14: RuleBody = {
  severity: Severity.ERROR,
  title: 'An application has one secret: a shared one, or one of its own',
  why: 'With two, nobody knows which one the keys come from; with none, there are no keys.',
  source: 'docs/secrets.md; SecretSyncedAppProps',
  bad: `const secret = new SyncedSecret(prodChart, 'shared', { secretPath: '/shared' });
new SecretSyncedApp(prodChart, 'orders', { image: 'orders:1', secret, secretPath: '/orders', secretKeys: ['DATABASE_URL'] });`,
  good: `new SecretSyncedApp(prodChart, 'orders', { image: 'orders:1', secretPath: '/orders', secretKeys: ['DATABASE_URL'] });`,
};

export const C15: RuleBody = {
  severity: Severity.ERROR,
  title: 'Containers keep to the pod security level',
  why: 'A namespace that enforces the level refuses the pod, and the workload waits without one.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  bad: orders(KEYS, 'containerSecurityContext: { allowPrivilegeEscalation: true }'),
  good: orders(
    KEYS,
    'podSecurity: PodSecurityLevel.BASELINE',
    'containerSecurityContext: { allowPrivilegeEscalation: true }',
  ),
};

export const C16: RuleBody = {
  severity: Severity.ERROR,
  title: 'Labels do not contradict the selector',
  why: 'The API server refuses a Deployment whose pods its own selector does not find.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  bad: orders(KEYS, "selectorLabels: { app: 'orders' }", "labels: { app: 'shop' }"),
  good: orders(KEYS, "selectorLabels: { app: 'orders' }", "labels: { team: 'shop' }"),
};

export const C17: RuleBody = {
  severity: Severity.ERROR,
  title: 'Keys are given to containers that exist',
  why: 'The container that was meant gets no key, and nothing else shows it before it runs.',
  source: 'docs/secrets.md; SyncedSecret.injectInto',
  bad: `const secret = new SyncedSecret(prodChart, 'secrets', { secretPath: '/orders' });
const worker = new Deployment(prodChart, 'worker', { containers: [{ name: 'worker', image: 'worker:1' }] });
secret.injectInto(worker, { secretKeys: ['DATABASE_URL'], containers: ['wroker'] });`,
  good: `const secret = new SyncedSecret(prodChart, 'secrets', { secretPath: '/orders' });
const worker = new Deployment(prodChart, 'worker', { containers: [{ name: 'worker', image: 'worker:1' }] });
secret.injectInto(worker, { secretKeys: ['DATABASE_URL'], containers: ['worker'] });`,
};

export const C18: RuleBody = {
  severity: Severity.ERROR,
  title: 'The order of variables names variables that exist',
  why: 'An order is written where YAML shall stay as it is: with a name that is none, it changes all the same.',
  source: 'docs/adopt.md; envOrder',
  bad: orders("secretKeys: ['DATABASE_URL', 'SENTRY_DSN']", "envOrder: ['SENTRY_DSM']"),
  good: orders("secretKeys: ['DATABASE_URL', 'SENTRY_DSN']", "envOrder: ['SENTRY_DSN']"),
};
