import type { Manifest } from '../../lib/model/manifest';
import { checkManifests, checkResources } from '../../lib/validation/check-manifests';
import {
  container,
  deployment,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  managedSecret,
  podTemplate,
  secretsScope,
  universalAuth,
} from './manifests';

/*
 * Flux (postBuild), envsubst and plugins of Argo CD fill variables in before YAML is applied: what stands there until then
 * is unknown, and not wrong.
 */

const rulesOf = (...manifests: readonly Manifest[]) => checkManifests(manifests).map(({ rule }) => rule);

const VARIABLES = [
  '${INFISICAL_URL}',
  '${INFISICAL_URL:-https://app.infisical.com}',
  'https://${DOMAIN}/api',
  '$(INFISICAL_URL)',
  '$INFISICAL_URL',
  '<path:infisical/data/host#url>',
];

describe('of a text that is filled in later', () => {
  test.each(VARIABLES)('nothing is wrong: the host %s', (host) => {
    expect(rulesOf(infisicalSecret({ hostAPI: host }), deployment())).toEqual([]);
    expect(rulesOf(infisicalConnection({ address: host }))).toEqual([]);
  });

  test.each([
    ['a name', infisicalSecret({}, { name: '${APP}' })],
    ['a namespace', infisicalSecret({}, { namespace: '${NAMESPACE}' })],
    ['a label', infisicalSecret({}, { labels: { team: '${TEAM}' } })],
    ['an interval', infisicalSecret({ syncConfig: { resyncInterval: '${INTERVAL}' } })],
    ['a secret path', scope({ secretsPath: '${FOLDER}' })],
    ['a project', scope({ projectSlug: '${PROJECT}' })],
    ['a number of replicas', deployment({ replicas: '${REPLICAS}' })],
    ['the namespace of a managed Secret', managed({ secretNamespace: '${NAMESPACE}' })],
    ['its creation policy', managed({ creationPolicy: '${POLICY}' })],
  ])('nothing is wrong: %s', (_, manifest) => {
    const other = manifest.kind === 'Deployment' ? infisicalSecret() : deployment();
    expect(rulesOf(manifest, other)).toEqual([]);
  });

  test('nothing is wrong of what is compared with it', () => {
    expect(rulesOf(infisicalAuth(), infisicalConnection({}, { namespace: '${NAMESPACE}' }))).toEqual([]);
    expect(rulesOf(managed({ secretNamespace: '${NAMESPACE}' }), deployment({}, { namespace: 'web' }))).toEqual([]);
  });

  test('all else is still wrong', () => {
    expect(rulesOf(infisicalSecret({ hostAPI: '${URL}', syncConfig: { resyncInterval: '1h30m' } }))).toEqual(['T1']);
    expect(rulesOf(infisicalConnection({ address: '{URL}' }))).toEqual(['H3']);
    expect(rulesOf(infisicalConnection({ address: 'https://app.infisical.com/$' }))).toEqual([]);
    expect(rulesOf(infisicalConnection({ address: 'ftp://app.infisical.com/$path' }))).toEqual(['H3']);
  });
});

test('what a program writes is finished: a variable in it is a mistake', () => {
  const construct = {};
  const manifest = infisicalConnection({ address: '${INFISICAL_URL}' });
  expect(checkResources([{ manifest, construct }]).map(({ rule }) => rule)).toEqual(['H3']);
});

test('what a variable of a container holds is for the container', () => {
  const twice = ['${A}', '$(B)'].map((value) => ({ name: 'A', value }));
  const workload = deployment(
    { template: podTemplate({ containers: [container({ env: twice })] }) },
    { annotations: {} },
  );
  expect(rulesOf(workload)).toContain('C4');
});

function scope(part: object): Manifest {
  return infisicalSecret({
    authentication: { universalAuth: universalAuth({ secretsScope: secretsScope(part as never) }) },
  });
}

function managed(part: object): Manifest {
  return infisicalSecret({ managedKubeSecretReferences: [managedSecret(part as never)] });
}
