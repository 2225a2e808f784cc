import { type AccessReport, accessReport } from '../../../cli/access-report/access-report';
import type { Manifest } from '../../../lib/model/manifest';
import { readAs, syncFrom, workload } from './reported';

const ENVIRONMENTS = ['dev', 'staging', 'prod'];
const OF_A_TEAM = 30;
const KEYS = ['DATABASE_URL', 'REDIS_URL', 'SENTRY_DSN', 'STRIPE_KEY', 'SESSION_SECRET', 'SMTP_PASSWORD', 'API_TOKEN'];

/**
 * As a company might have it: workloads of many teams, eight keys each, alike in three environments but for some. One team is
 * read, the others are like it.
 */
export function manyWorkloads(count: number): AccessReport {
  const read = ENVIRONMENTS.flatMap((environment) => readAs(manifestsOf(environment), `dist/${environment}`));
  const text = JSON.stringify(accessReport(read));
  const teams = Array.from({ length: Math.ceil(count / OF_A_TEAM) }, (_, i): AccessReport => {
    const team = i + 1;
    return JSON.parse(
      text.replaceAll('team-1', `team-${team}`).replaceAll(/(service-|SERVICE_)1([-_])/g, `$1${team}$2`),
    );
  });
  return {
    rows: teams.flatMap(({ rows }) => rows),
    wholeFolders: teams.flatMap(({ wholeFolders }) => wholeFolders),
    workloads: teams.flatMap(({ workloads }) => workloads),
    pushes: [],
    unread: [],
  };
}

function manifestsOf(environment: string): Manifest[] {
  const namespace = 'team-1';
  const reference = { secretName: 'api-secrets', secretNamespace: namespace, creationPolicy: 'Owner' };
  const scope = { envSlug: environment, secretsPath: `/${namespace}` };
  const sync = {
    ...syncFrom(scope, { managedKubeSecretReferences: [reference] }),
    metadata: { name: 'sync', namespace },
  };
  const workloads = Array.from({ length: OF_A_TEAM }, (_, i) => {
    const name = `service-1-${i + 1}`;
    const own = [`${name.toUpperCase().replaceAll('-', '_')}_SIGNING_KEY`];
    // Not yet in production.
    const keys = [...KEYS, ...(i === 0 && environment === 'prod' ? [] : own)];
    return { ...workload(name, Object.fromEntries(keys.map((key) => [key, key]))), metadata: { name, namespace } };
  });
  return [sync, ...workloads];
}
