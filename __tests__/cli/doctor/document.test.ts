import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contextLine, versionLine } from '../../../cli/doctor/checks/cluster';
import { secretLine } from '../../../cli/doctor/checks/cluster-objects';
import { infisicalLines } from '../../../cli/doctor/checks/infisical';
import { namespaceLines } from '../../../cli/doctor/checks/namespaces';
import { kindLines, operatorLines } from '../../../cli/doctor/checks/operator';
import { outputLines } from '../../../cli/doctor/checks/output';
import { packageLines } from '../../../cli/doctor/checks/packages';
import { configurationLines, settingsLines } from '../../../cli/doctor/checks/settings';
import { doctorText } from '../../../cli/doctor/formats/text';
import { notKnown } from '../../../cli/kubectl/answer';
import { noColours } from '../../../cli/terminal/colours';

const DOCUMENT = join(__dirname, '../../../docs/doctor.md');

const packages = packageLines({
  ...{ node: { version: '22.18.0', oldest: 20 }, isProject: true, hasManifest: true, isLibrary: false },
  ...{ install: 'npm install', installAll: 'npm install', declared: [], command: '0.1.0', library: '0.1.0' },
  peers: [{ name: 'cdk8s', range: '^2.68.11', version: '2.70.106' }],
  copies: [],
});
const folder = [
  ...settingsLines({
    ...{ app: 'node --import tsx main.ts', output: 'dist' },
    program: [{ file: 'main.ts', isThere: true }],
  }),
  ...configurationLines('read'),
  ...outputLines('dist', { manifests: 8, problems: [] }, { ignoredBy: '.gitignore:2 "dist/"', committed: 0 }),
];
const HOST = 'https://app.infisical.com';
const absent = { kind: 'absent', message: '' } as const;
const infisical = infisicalLines({
  login: { method: 'universal auth' },
  hosts: [{ host: HOST, outcome: 'answers' }],
  folders: [
    { host: HOST, project: 'shop', environment: 'staging', path: '/orders', outcome: 'there' },
    {
      ...{ host: HOST, project: 'shop', environment: 'prdo', path: '/orders', outcome: absent },
      environments: ['dev', 'staging', 'prod'],
    },
  ],
});
const deployments = [
  {
    metadata: { namespace: 'infisical-operator', name: 'infisical-operator-controller-manager' },
    spec: { template: { spec: { containers: [{ image: 'infisical/kubernetes-operator:v0.11.17' }] } } },
    status: { readyReplicas: 1 },
  },
];
const login = { namespace: 'shop-staging', name: 'infisical-login', keys: ['clientId', 'clientSecret'] };
const cluster = [
  contextLine({ value: { name: 'staging' } }),
  versionLine({ value: 'v1.34.2' }, '1.34'),
  ...operatorLines({ value: deployments }, true, { told: 'v0.11.17', tooNewFor: () => [] }),
  ...kindLines([
    { apiVersion: 'secrets.infisical.com/v1alpha1', kind: 'InfisicalSecret', served: { value: ['InfisicalSecret'] } },
  ]),
  ...namespaceLines(
    [
      { folder: 'dist/staging', namespaces: [{ name: 'shop-staging', isMade: false }] },
      { folder: 'dist/prod', namespaces: [{ name: 'shop', isMade: false }] },
    ],
    { value: ['shop-staging', 'infisical-operator'] },
  ),
  secretLine({ ...login, isAuthority: false, isMade: false }, notKnown('not found', '')),
];

test('the example of the documentation is what the command prints', () => {
  const text = doctorText([...packages, ...folder, ...infisical, ...cluster], { colours: noColours, columns: 80 });
  expect(readFileSync(DOCUMENT, 'utf8')).toContain(`$ npx cdk8s-infisical doctor\n${text}`);
});
