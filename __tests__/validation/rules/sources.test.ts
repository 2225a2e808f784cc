import { checkManifests } from '../../../lib/validation/check-manifests';
import {
  dynamicSecret,
  IDENTITY_ID,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  kubernetesAuth,
  NAMESPACE,
  PROJECT_ID,
  pushSecret,
  secret,
  secretsScope,
  source,
  staticSecret,
  universalAuth,
} from '../manifests';
import { describeRules } from '../rule-cases';

const reading = (scope: Parameters<typeof secretsScope>[0]) =>
  infisicalSecret({ authentication: { universalAuth: universalAuth({ secretsScope: secretsScope(scope) }) } });
const readingStatic = (...sources: Parameters<typeof source>[0][]) => staticSecret({ sources: sources.map(source) });
const pushingTo = (destination: object) =>
  pushSecret({ destination: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/pushed', ...destination } });
const leasing = (place: object) =>
  dynamicSecret({
    dynamicSecret: {
      secretName: 'postgres',
      projectSlug: 'shop',
      environmentSlug: 'prod',
      secretsPath: '/database',
      ...place,
    },
  });
const reference = { secretName: 'legacy', secretNamespace: NAMESPACE };
const serviceToken = (scope: object) =>
  infisicalSecret({
    authentication: { serviceToken: { serviceTokenSecretReference: reference, secretsScope: scope } },
  });
const serviceAccount = (block: object) =>
  infisicalSecret({ authentication: { serviceAccount: { serviceAccountSecretReference: reference, ...block } } });

describeRules([
  {
    rule: 'S1',
    what: 'the scope of an InfisicalSecret',
    bad: [reading({ projectSlug: undefined })],
    good: [reading({ projectSlug: undefined, projectId: PROJECT_ID })],
    message: 'the source has no project: set projectSlug or projectId',
  },
  {
    rule: 'S1',
    what: 'a scope that stands beside the login, of which S4 says nothing more',
    bad: [infisicalSecret({ secretsScope: secretsScope(), authentication: { universalAuth: universalAuth() } })],
    good: [reading({})],
    message:
      'the source has no project: move spec.secretsScope into authentication.universalAuth, where the operator looks for it',
  },
  {
    rule: 'S1',
    what: 'one of several sources',
    bad: [readingStatic({}, { projectId: '' })],
    good: [readingStatic({}, { projectId: undefined, projectSlug: 'shop' })],
    message: 'the source sources[1] has no project: set projectSlug or projectId',
  },
  {
    rule: 'S1',
    what: 'a push',
    bad: [pushingTo({ projectSlug: undefined })],
    good: [pushingTo({})],
    message: 'the destination has no project: set projectSlug or projectId',
  },
  {
    rule: 'S1',
    what: 'a dynamic secret',
    bad: [leasing({ projectSlug: undefined })],
    good: [leasing({})],
    message: 'the dynamic secret has no project: set projectSlug or projectId',
  },
  {
    rule: 'S1',
    what: 'a legacy service account, which knows only ids; a service token brings its project along',
    bad: [serviceAccount({ environmentName: 'prod', projectSlug: 'shop' })],
    good: [
      serviceAccount({ environmentName: 'prod', projectId: PROJECT_ID }),
      serviceToken({ envSlug: 'prod', secretsPath: '/' }),
    ],
    message: 'the source has no project: set projectId',
  },
  {
    rule: 'S1',
    what: 'a method without any scope',
    bad: [infisicalSecret({ authentication: { universalAuth: universalAuth() } })],
    good: [reading({})],
    message: 'the source has no project: set projectSlug or projectId',
  },
  {
    rule: 'S2',
    what: 'the scope of an InfisicalSecret',
    bad: [reading({ projectId: 'id' })],
    good: [reading({ projectId: '' })],
    message: 'the source has both projectId "id" and projectSlug "shop", which the operator refuses: keep one',
  },
  {
    rule: 'S2',
    what: 'a source of v1beta1',
    bad: [readingStatic({ projectId: 'id', projectSlug: 'shop' })],
    good: [readingStatic({ projectId: 'id' }, { projectId: undefined, projectSlug: 'shop' })],
    message: 'the source has both projectId "id" and projectSlug "shop", which the operator refuses: keep one',
  },
  {
    rule: 'S2',
    what: 'a push',
    bad: [pushingTo({ projectId: 'id' })],
    good: [pushingTo({})],
    message: 'the destination has both projectId "id" and projectSlug "shop", which the operator refuses: keep one',
  },
  {
    rule: 'S2',
    what: 'a dynamic secret',
    bad: [leasing({ projectId: 'id' })],
    good: [leasing({})],
    message: 'the dynamic secret has both projectId "id" and projectSlug "shop", which the operator refuses: keep one',
  },
  {
    rule: 'S3',
    what: 'one secret, recursively',
    bad: [reading({ secretName: 'TOKEN', recursive: true })],
    good: [reading({ secretName: 'TOKEN', recursive: false }), leasing({ recursive: true })],
    message:
      'the source reads the one secret "TOKEN" and is recursive, which the operator refuses: drop one of the two',
  },
  {
    rule: 'S4',
    what: 'no environment',
    bad: [reading({ envSlug: '' })],
    good: [reading({ envSlug: 'dev' })],
    message: 'the source has no environment: set its slug, for example "staging"',
  },
  {
    rule: 'S4',
    what: 'a path under the name that v1alpha1 has for it',
    bad: [readingStatic({ secretPath: undefined, secretsPath: '/' })],
    good: [readingStatic({ secretPath: '/' })],
    message: 'the source has an empty secret path: the root is "/"',
  },
  {
    rule: 'S4',
    what: 'a push without an environment',
    bad: [pushingTo({ environmentSlug: undefined })],
    good: [pushingTo({})],
    message: 'the destination has no environment: set its slug, for example "staging"',
  },
  {
    rule: 'S4',
    what: 'a dynamic secret without a path',
    bad: [leasing({ secretsPath: undefined })],
    good: [leasing({ secretsPath: '/' })],
    message: 'the dynamic secret has an empty secret path: the root is "/"',
  },
  {
    rule: 'S4',
    what: 'a legacy service account without an environment; its path is always the root',
    bad: [serviceAccount({ projectId: PROJECT_ID })],
    good: [serviceAccount({ projectId: PROJECT_ID, environmentName: 'prod' })],
    message: 'the source has no environment: set its slug, for example "staging"',
  },
  ...[
    ['api', '/api'],
    ['/api/', '/api'],
    ['/api//v1', '/api/v1'],
    ['prod:/api', '/api'],
    ['//', '/'],
  ].map(([path, normal]) => ({
    rule: 'S5',
    what: `the path ${path}`,
    bad: [reading({ secretsPath: path })],
    good: [reading({ secretsPath: normal })],
    message: `the secret path "${path}" of the source should look like "/a/b": write "${normal}"`,
  })),
  {
    rule: 'S5',
    what: 'a wildcard',
    bad: [readingStatic({ secretPath: '/api/**' })],
    good: [readingStatic({ secretPath: '/api-2/v_1' })],
    message:
      'the secret path "/api/**" of the source has wildcards, which Infisical takes as they stand: write one folder, and recursive for what lies below it',
  },
  {
    rule: 'S5',
    what: 'a push; a placeholder is told by another rule',
    bad: [pushingTo({ secretsPath: 'pushed' })],
    good: [pushingTo({ secretsPath: '<path>' })],
    message: 'the secret path "pushed" of the destination should look like "/a/b": write "/pushed"',
  },
  {
    rule: 'S6',
    what: 'instant updates with a slug',
    bad: [
      staticSecret({
        sources: [source(), source({ projectId: undefined, projectSlug: 'shop' })],
        syncOptions: { refreshInterval: '5m', instantUpdates: true },
      }),
    ],
    good: [
      staticSecret({ syncOptions: { refreshInterval: '5m', instantUpdates: true } }),
      staticSecret({ sources: [source({ projectId: undefined, projectSlug: 'shop' })] }),
      infisicalSecret({ syncConfig: { resyncInterval: '5m', instantUpdates: true } }),
    ],
    message:
      'the source sources[1] names its project by the slug "shop", with which instant updates never arrive: if the cluster has v0.11.7 or a newer one, write it into cdk8s-infisical.yaml (`operator: { version: v0.11.7 }`) or InfisicalOperator.configure; else set projectId instead, or drop instantUpdates',
  },
  {
    rule: 'S7',
    what: 'an InfisicalSecret',
    bad: [reading({ recursive: true })],
    good: [reading({ recursive: false })],
    message:
      'the source reads all folders below "/api" and drops their names, so that of equal keys in different folders only one survives: name each folder as a source',
  },
  {
    rule: 'S7',
    what: 'a source of v1beta1',
    bad: [readingStatic({ secretPath: '/', recursive: true })],
    good: [readingStatic({ secretPath: '/' })],
    message:
      'the source reads all folders below "/" and drops their names, so that of equal keys in different folders only one survives: name each folder as a source',
  },
  {
    rule: 'S8',
    what: 'no sources',
    bad: [staticSecret({ sources: [] })],
    good: [staticSecret()],
    message: 'there is nothing to read: add one of sources',
  },
  {
    rule: 'S8',
    what: 'no targets',
    bad: [staticSecret({ targets: undefined })],
    good: [staticSecret()],
    message: 'there is nothing to write: add one of targets',
  },
  {
    rule: 'S9',
    what: 'a project',
    bad: [reading({ projectSlug: 'your-project' })],
    good: [reading({ projectSlug: 'on-your-project' })],
    message: 'the projectSlug "your-project" of the source is still a placeholder: write the real one',
  },
  {
    rule: 'S9',
    what: 'a project id',
    bad: [readingStatic({ projectId: '<project-id>' })],
    good: [readingStatic({})],
    message: 'the projectId "<project-id>" of the source is still a placeholder: write the real one',
  },
  {
    rule: 'S9',
    what: 'an environment',
    bad: [pushingTo({ environmentSlug: 'CHANGEME' })],
    good: [pushingTo({ environmentSlug: 'change' })],
    message: 'the environment "CHANGEME" of the destination is still a placeholder: write the real one',
  },
  {
    rule: 'S9',
    what: 'a path',
    bad: [leasing({ secretsPath: '/your-path' })],
    good: [leasing({ secretsPath: '/yours' })],
    message: 'the secret path "/your-path" of the dynamic secret is still a placeholder: write the real one',
  },
  {
    rule: 'S9',
    what: 'an identity',
    bad: [
      infisicalSecret({
        authentication: { kubernetesAuth: { ...kubernetesAuth({ identityId: '<id>' }), secretsScope: secretsScope() } },
      }),
    ],
    good: [
      infisicalSecret({ authentication: { kubernetesAuth: { ...kubernetesAuth(), secretsScope: secretsScope() } } }),
    ],
    message: 'the identityId "<id>" is still a placeholder: write the real one',
  },
  {
    rule: 'S9',
    what: 'an identity in a Secret, whose value is not repeated',
    bad: [
      infisicalAuth({
        method: 'aws-iam',
        universal: undefined,
        awsIam: { identityIdRef: { name: 'identity', namespace: NAMESPACE, key: 'identityId' } },
      }),
      secret('identity', { stringData: { identityId: 'your-identity' } }),
    ],
    good: [
      infisicalAuth({
        method: 'aws-iam',
        universal: undefined,
        awsIam: { identityIdRef: { name: 'identity', namespace: NAMESPACE, key: 'identityId' } },
      }),
      secret('identity', { stringData: { identityId: IDENTITY_ID } }),
    ],
    message:
      'the identity id in the key "identityId" of the Secret "shop/identity" is still a placeholder: write the real one',
  },
  {
    rule: 'S9',
    what: 'a host',
    bad: [infisicalConnection({ address: 'https://your-infisical.com' })],
    good: [infisicalConnection({ address: 'https://infisical.com' })],
    message: 'the host "https://your-infisical.com" is still a placeholder: write the real one',
  },
]);

const SLUG_AS_ID = (what: string) =>
  `the projectId "my-shop-x1y2" of the ${what} is a slug, and no id: write it as projectSlug`;
const ID_AS_SLUG = (what: string) =>
  `the projectSlug "${PROJECT_ID}" of the ${what} is the id of a project: write it as projectId`;

describeRules([
  ...(
    ['universalAuth', 'kubernetesAuth', 'awsIamAuth', 'azureAuth', 'gcpIdTokenAuth', 'gcpIamAuth', 'ldapAuth'] as const
  ).map((method) => {
    const reads = (scope: object) =>
      infisicalSecret({ authentication: { [method]: { secretsScope: secretsScope({ ...scope }) } } });
    return {
      rule: 'S13',
      what: `the scope of ${method}`,
      bad: [reads({ projectSlug: PROJECT_ID })],
      good: [reads({ projectSlug: 'my-shop-x1y2' }), reads({ projectSlug: undefined, projectId: PROJECT_ID })],
      message: ID_AS_SLUG('source'),
    };
  }),
  {
    rule: 'S13',
    what: 'a slug as the id in a source of v1beta1',
    bad: [readingStatic({}, { projectId: 'my-shop-x1y2' })],
    good: [readingStatic({}, { projectId: '${PROJECT_ID}' }), readingStatic({ projectId: '507f1f77bcf86cd799439011' })],
    message: SLUG_AS_ID('source sources[1]'),
  },
  {
    rule: 'S13',
    what: 'an id of which a part is lost, which is no slug either',
    bad: [readingStatic({}, { projectId: PROJECT_ID.slice(0, -1) })],
    good: [readingStatic({}, { projectId: PROJECT_ID })],
    message: `the projectId "${PROJECT_ID.slice(0, -1)}" of the source sources[1] is no UUID: copy the id as Infisical shows it`,
  },
  {
    rule: 'S13',
    what: 'a slug as the id of a push',
    bad: [pushingTo({ projectSlug: undefined, projectId: 'my-shop-x1y2' })],
    good: [pushingTo({ projectSlug: undefined, projectId: PROJECT_ID })],
    message: SLUG_AS_ID('destination'),
  },
  {
    rule: 'S13',
    what: 'an id as the slug of a dynamic secret',
    bad: [leasing({ projectSlug: PROJECT_ID })],
    good: [leasing({})],
    message: ID_AS_SLUG('dynamic secret'),
  },
  {
    rule: 'S13',
    what: 'a slug as the id of an Infisical service account',
    bad: [serviceAccount({ projectId: 'my-shop-x1y2', environmentName: 'prod' })],
    good: [serviceAccount({ projectId: PROJECT_ID, environmentName: 'prod' })],
    message: SLUG_AS_ID('source'),
  },
  {
    rule: 'S13',
    what: 'the id of an environment',
    bad: [reading({ envSlug: PROJECT_ID })],
    good: [reading({ envSlug: 'prod-eu_1' })],
    message: `the environment "${PROJECT_ID}" of the source is an id: write the slug, for example "staging"`,
  },
]);

test('S6 knows that later operators look for the id of a slug themselves', () => {
  const instant = staticSecret({
    sources: [source({ projectId: undefined, projectSlug: 'shop' })],
    syncOptions: { refreshInterval: '5m', instantUpdates: true },
  });
  const rules = (operatorVersion?: string) => checkManifests([instant], { operatorVersion }).map(({ rule }) => rule);
  expect([rules(), rules('v0.11.5'), rules('v0.11.7')]).toEqual([['S6'], ['S6'], []]);
});
