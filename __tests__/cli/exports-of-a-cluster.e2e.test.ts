import { stringify } from 'yaml';
import { FORMATS as CHECK_FORMATS } from '../../cli/check/options';
import { FORMATS as LINT_FORMATS } from '../../cli/lint/options';
import { FORMATS as REPORT_FORMATS } from '../../cli/report/options';
import { folderWith, textsIn, tidyUp } from './check/workplace';
import { commandLine } from './command-line';
import { traceOfCanary } from './infisical-double/canaries';

afterAll(tidyUp);

const PLAIN = 'canary-plain-7fz3';
const BASE64 = Buffer.from(PLAIN).toString('base64');
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function live(name: string, applied: object) {
  return {
    name,
    namespace: 'shop',
    uid: name,
    resourceVersion: '7',
    creationTimestamp: '2026-01-01T00:00:00Z',
    annotations: { [LAST_APPLIED]: JSON.stringify(applied) },
    managedFields: [
      { manager: PLAIN, operation: 'Update', apiVersion: 'v1', fieldsV1: { 'f:data': { 'f:A': BASE64 } } },
    ],
  };
}

const VALUES = { data: { PORT: BASE64, DSN: PLAIN }, stringData: { A: PLAIN, B: 7 } };
const ENV = [
  { name: 'DB_PASSWORD', value: PLAIN },
  { name: 'PORT', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'PORT' } } },
];
const CONTAINER = { name: 'api', image: 'api:1', args: [`--password=${PLAIN}`], env: ENV };

/** What `kubectl get secret,deploy,infisicalsecret -o yaml` writes. */
const EXPORT = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: live('other', { apiVersion: 'v1', kind: 'Secret', ...VALUES }),
      ...VALUES,
      type: 'Opaque',
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: live('api', { spec: { template: { spec: { containers: [CONTAINER] } } } }),
      spec: {
        selector: { matchLabels: { app: 'api' } },
        template: { metadata: { labels: { app: 'api' } }, spec: { containers: [CONTAINER] } },
      },
    },
    {
      apiVersion: 'secrets.infisical.com/v1alpha1',
      kind: 'InfisicalSecret',
      metadata: live('api', {}),
      spec: {
        resyncInterval: 3,
        authentication: {
          universalAuth: {
            secretsScope: { projectSlug: 'shop', envSlug: 'prod', secretsPath: '/api' },
            credentialsRef: { secretName: 'login', secretNamespace: 'shop' },
          },
        },
        managedKubeSecretReferences: [{ secretName: 'api-secrets', secretNamespace: 'shop', creationPolicy: 'Orphan' }],
      },
    },
  ],
};

const CALLS = [
  ...LINT_FORMATS.map((format) => ['lint', '--format', format]),
  ['lint', '--diff', '--show-suppressed'],
  ...CHECK_FORMATS.map((format) => ['check', '--offline', '--format', format]),
  ...REPORT_FORMATS.map((format) => ['report', '--format', format]),
];

describe('no value of a Secret that was exported is in what is printed', () => {
  test.each(CALLS.map((args) => [args.join(' '), args] as const))('%s', async (_, args) => {
    for (const [file, text] of [
      ['dist/prod/export.yaml', stringify(EXPORT, { lineWidth: 0 })],
      ['dist/prod/export.json', JSON.stringify(EXPORT)],
    ]) {
      const cwd = folderWith({ [file]: text });
      const { status, stdout, stderr } = await commandLine(args, { cwd });
      expect(Object.keys(textsIn(cwd))).toEqual([file]);
      // It has looked at what is in the export.
      expect(`${status} ${stdout}${stderr}`).toMatch(args[0] === 'lint' ? /^1/ : /PORT|prod|shop|api/);
      for (const printed of [stdout, stderr]) {
        expect(traceOfCanary(printed)).toBeUndefined();
        expect(printed).not.toContain(BASE64);
      }
    }
  });
});
