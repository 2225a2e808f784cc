import { ruleOn, Severity } from '../rule';

export const E3 = ruleOn('resource', {
  severity: Severity.ERROR,
  title: 'A workload uses the secrets of its own environment',
  why: 'A secret declared for one environment writes its Secret there. In another one the pod finds no Secret of that name, or one that is not the one of the program, with other keys.',
  source:
    'Kubernetes: staging/src/k8s.io/api/core/v1/types.go (SecretEnvSource, SecretKeySelector, SecretVolumeSource)',
  bad: `const staging = new SyncedSecret(stagingChart, 'secrets', { secretPath: '/orders' });
new SecretSyncedApp(prodChart, 'orders', { image: 'orders:1', secret: staging, secretKeys: ['DATABASE_URL'] });`,
  good: `const prod = new SyncedSecret(prodChart, 'secrets', { secretPath: '/orders' });
new SecretSyncedApp(prodChart, 'orders', { image: 'orders:1', secret: prod, secretKeys: ['DATABASE_URL'] });`,
  check: (resource, report) => {
    const { environment: here, secretsOfOtherApps } = resource;
    for (const { path, environment: there } of secretsOfOtherApps?.() ?? []) {
      const of = there === undefined ? 'another app' : `the environment "${there}"`;
      const own = here === undefined ? 'this one' : `"${here}"`;
      report([], `it uses the secret [${path}] of ${of}: declare one in ${own}, and use that`);
    }
  },
});
