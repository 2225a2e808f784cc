import { type AccessReport, accessReport } from '../../../cli/access-report/access-report';
import type { Manifest } from '../../../lib/model/manifest';
import { readAs, syncFrom, workload } from './reported';

const ENVIRONMENTS = ['dev', 'staging', 'prod'];
const TEAMS = 30;
const KEYS = ['DATABASE_URL', 'REDIS_URL', 'SENTRY_DSN', 'STRIPE_KEY', 'SESSION_SECRET', 'SMTP_PASSWORD', 'API_TOKEN'];

/** As a company might have it: workloads of many teams, eight keys each, alike in three environments but for a few. */
export function manyWorkloads(count: number): AccessReport {
  return accessReport(
    ENVIRONMENTS.flatMap((environment) =>
      Array.from({ length: TEAMS }, (_, team) =>
        readAs(manifestsOf(environment, team + 1, Math.ceil(count / TEAMS)), `dist/${environment}`),
      ).flat(),
    ),
  );
}

function manifestsOf(environment: string, team: number, count: number): Manifest[] {
  const namespace = `team-${team}`;
  const reference = { secretName: 'api-secrets', secretNamespace: namespace, creationPolicy: 'Owner' };
  const scope = { envSlug: environment, secretsPath: `/${namespace}` };
  const sync = {
    ...syncFrom(scope, { managedKubeSecretReferences: [reference] }),
    metadata: { name: 'sync', namespace },
  };
  const workloads = Array.from({ length: count }, (_, i) => {
    const name = `service-${team}-${i + 1}`;
    const own = [`${name.toUpperCase().replaceAll('-', '_')}_SIGNING_KEY`];
    // Not yet in production.
    const keys = [...KEYS, ...(i === 0 && environment === 'prod' ? [] : own)];
    return { ...workload(name, Object.fromEntries(keys.map((key) => [key, key]))), metadata: { name, namespace } };
  });
  return [sync, ...workloads];
}
