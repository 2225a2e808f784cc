import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import {
  IDENTITY_ID,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  kubernetesAuth,
  NAMESPACE,
  PROJECT_ID,
  secret,
  secretsScope,
  source,
  staticSecret,
  target,
} from '../manifests';
import { describeRules } from '../rule-cases';
import { leasing, pushingTo, reading, readingStatic, serviceAccount } from '../source-manifests';

describeRules([
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
    message: 'the dynamic secret has no secret path: the root is "/"',
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
    ['//', '/'],
  ].map(([path, normal]) => ({
    rule: 'S5',
    what: `the path ${path}`,
    bad: [reading({ secretsPath: path })],
    good: [reading({ secretsPath: normal })],
    message: `the secret path "${path}" of the source should look like "/a/b": write "${normal}"`,
  })),
  {
    rule: 'S14',
    what: 'a wildcard',
    bad: [readingStatic({ secretPath: '/api/**' })],
    good: [readingStatic({ secretPath: '/api-2/v_1' })],
    message:
      'the secret path "/api/**" of the source has wildcards, which Infisical takes as they stand: write one folder, and recursive for what lies below it',
  },
  {
    rule: 'S14',
    what: 'an environment in front of a path',
    bad: [reading({ secretsPath: 'prod:/api' })],
    good: [reading({ secretsPath: '/api' }), reading({ secretsPath: '/${TEAM}/api' })],
    message:
      'the secret path "prod:/api" of the source has ":", and folders have names of letters, digits, "-" and "_": write "/api"',
  },
  {
    rule: 'S14',
    what: 'the name of a project',
    bad: [reading({ projectSlug: 'My Shop' })],
    good: [reading({ projectSlug: 'my_shop-x1y2' }), reading({ projectSlug: '${PROJECT}' })],
    message:
      'the projectSlug "My Shop" of the source is a name, and no slug: write its slug, as Infisical shows it, for example "my-shop-x1y2"',
  },
  {
    rule: 'S14',
    what: 'the name of an environment',
    bad: [pushingTo({ environmentSlug: 'Production' })],
    good: [pushingTo({ environmentSlug: 'prod_eu.1' })],
    message:
      'the environment "Production" of the destination is a name, and no slug: write its slug, as Infisical shows it, for example "prod"',
  },
  {
    rule: 'S13',
    what: 'the name of a project as its id',
    bad: [reading({ projectSlug: undefined, projectId: 'My Shop' })],
    good: [reading({})],
    message: 'the projectId "My Shop" of the source is a name, and no id: copy the id as Infisical shows it',
  },
  {
    rule: 'S5',
    what: 'a push; a placeholder is told by another rule',
    bad: [pushingTo({ secretsPath: 'pushed' })],
    good: [pushingTo({ secretsPath: '<path>' })],
    message: 'the secret path "pushed" of the destination should look like "/a/b": write "/pushed"',
  },
  {
    rule: 'S7',
    what: 'an InfisicalSecret',
    bad: [reading({ recursive: true })],
    good: [reading({ recursive: false })],
    message:
      'the source reads all folders below "/api" and drops their names, so that of equal keys in different folders only the last that Infisical lists survives: name each folder as a source',
  },
  {
    rule: 'S7',
    what: 'a source of v1beta1',
    bad: [readingStatic({ secretPath: '/', recursive: true })],
    good: [readingStatic({ secretPath: '/' })],
    message:
      'the source reads all folders below "/" and drops their names, so that of equal keys in different folders only the first that Infisical lists survives: name each folder as a source',
  },
  {
    rule: 'M27',
    what: 'recursive folders that move to v1beta1',
    settings: { previous: [reading({ recursive: true })] },
    bad: [readingInto('api-secrets', { recursive: true })],
    good: [
      reading({ recursive: true }),
      readingInto('other', { recursive: true }),
      readingStatic({ secretPath: '/', recursive: true }),
    ],
    message: anotherValue('InfisicalSecret', 'the last that Infisical lists in v1alpha1', 'the first in v1beta1'),
  },
  {
    rule: 'M27',
    what: 'folders that were recursive, and are named each now',
    settings: { previous: [reading({ recursive: true })] },
    bad: [readingInto('api-secrets', {})],
    good: [readingInto('other', {})],
    message: anotherValue('InfisicalSecret', 'the last that Infisical lists in v1alpha1', 'the first in v1beta1'),
  },
  {
    rule: 'M27',
    what: 'the way back',
    settings: { previous: [readingInto('api-secrets', { recursive: true })] },
    bad: [reading({ recursive: true })],
    good: [readingInto('api-secrets', { recursive: true })],
    message: anotherValue('InfisicalStaticSecret', 'the first in v1beta1', 'the last that Infisical lists in v1alpha1'),
  },
  {
    rule: 'M27',
    what: 'not: one folder, or one secret',
    settings: { previous: [reading({}), reading({ recursive: true, secretName: 'TOKEN' })] },
    bad: [readingInto('api-secrets', { recursive: true })],
    good: [readingInto('api-secrets', {})],
    message: anotherValue('InfisicalSecret', 'the last that Infisical lists in v1alpha1', 'the first in v1beta1'),
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
    what: 'a project that a person should replace, which is no name that somebody chose',
    bad: [reading({ projectSlug: 'REPLACE_WITH_YOUR_PROJECT' })],
    good: [reading({ projectSlug: 'replacement' }), reading({ projectSlug: '@@PROJECT@@' })],
    message: 'the projectSlug "REPLACE_WITH_YOUR_PROJECT" of the source is still a placeholder: write the real one',
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

/** An InfisicalStaticSecret that writes the Secret of that name. */
function readingInto(name: string, fields: Fields): Manifest {
  return staticSecret({ sources: [source(fields)], targets: [target({ name })] });
}

function anotherValue(kind: string, was: string, is: string): string {
  const name = kind === 'InfisicalSecret' ? 'api' : 'web';
  return `the managed Secret "shop/api-secrets" was written by ${kind} "${name}", recursively: of equal keys in different folders ${was} wins, and ${is}, so that pods may get another value. See that no key is in two of the folders, for example with cdk8s-infisical check, before this is applied`;
}
