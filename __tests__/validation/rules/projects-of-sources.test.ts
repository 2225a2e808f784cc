import { checkManifests } from '../../../lib/validation/check-manifests';
import { infisicalSecret, PROJECT_ID, secretsScope, source, staticSecret, universalAuth } from '../manifests';
import { describeRules } from '../rule-cases';
import { leasing, pushingTo, reading, readingStatic, serviceAccount, serviceToken } from '../source-manifests';

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
      'the source has no project, environment and secret path: move spec.secretsScope into authentication.universalAuth, where the operator looks for it',
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
    message:
      'the source has no project, environment and secret path: add authentication.universalAuth.secretsScope with projectSlug, envSlug and secretsPath',
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
    settings: { operatorVersion: 'v0.11.6' },
    message:
      'the source sources[1] names its project by the slug "shop", with which instant updates never arrive: upgrade the operator to v0.11.7 or a newer one, set projectId instead, or drop instantUpdates',
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
  expect([rules(), rules('v0.11.5'), rules('v0.11.7')]).toEqual([[], ['S6'], []]);
});
