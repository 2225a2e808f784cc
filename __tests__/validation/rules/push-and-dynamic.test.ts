import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import {
  clusterGenerator,
  dynamicSecret,
  infisicalSecret,
  managedSecret,
  NAMESPACE,
  PROJECT_ID,
  pushSecret,
  secretsScope,
  universalAuth,
} from '../manifests';
import { describeRules } from '../rule-cases';

const previous = (...manifests: Manifest[]) => ({ previous: manifests });
const reading = (scope: Fields) =>
  infisicalSecret({ authentication: { universalAuth: universalAuth({ secretsScope: secretsScope(scope) }) } });
const generating = (generatorRef: Fields) =>
  pushSecret({ push: { generators: [{ destinationSecretName: 'PASSWORD', generatorRef }] } });
const passwords = (passwordSpec: Fields) => clusterGenerator({ generator: { passwordSpec } });
const destination = (fields: Fields) => ({
  destination: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/pushed', ...fields },
});
const pushing = (secretName: string, to: Fields = {}) =>
  pushSecret({ push: { secret: { secretName, secretNamespace: NAMESPACE } }, ...destination(to) });

const LOOP =
  'the pushed Secret "shop/api-secrets" is itself synced from "/api" in the same environment, so that push and sync run in a circle: push another Secret, or to another path';
const MOVED = 'and the operator does not move what it made: give the new one another name';

const UUID = { destinationSecretName: 'ID', generatorRef: { kind: 'UUID', name: 'id' } };

describeRules([
  {
    rule: 'M24',
    what: 'another name',
    settings: previous(leasing('old')),
    bad: [leasing('new')],
    good: [leasing('new', {}, { name: 'new' }), leasing('old')],
    message: lost('shop/old', 'shop/new'),
  },
  {
    rule: 'M24',
    what: 'another namespace',
    settings: previous(leasing('lease')),
    bad: [leasing('lease', { secretNamespace: 'billing', creationPolicy: 'Orphan' })],
    good: [leasing('lease', { creationPolicy: 'Orphan' })],
    message: lost('shop/lease', 'billing/lease'),
  },
  {
    rule: 'M24',
    what: 'another resource for a Secret that is emptied when the old one goes',
    settings: previous(leasing('lease', { creationPolicy: 'Orphan' })),
    bad: [leasing('lease', { creationPolicy: 'Orphan' }, { name: 'new' })],
    good: [leasing('new', { creationPolicy: 'Orphan' }, { name: 'new' })],
    message:
      'the Secret "shop/lease" is that of InfisicalDynamicSecret "database", which the app does not have any more: when it is deleted, the operator revokes its lease and empties the Secret, and this one writes it only with its next lease. Choose another name for the Secret, or keep that of the resource',
  },
  {
    rule: 'M24',
    what: 'another resource for a Secret that goes with its owner',
    settings: previous(leasing('lease', {}, {}, { leaseRevocationPolicy: 'None' })),
    bad: [leasing('lease', {}, { name: 'new' })],
    // Without a namespace, or in one that is filled in later, it may be the same as before.
    good: [leasing('lease', {}, { namespace: undefined }), leasing('lease', {}, { namespace: '${NAMESPACE}' })],
    message:
      'the Secret "shop/lease" is that of InfisicalDynamicSecret "database", which the app does not have any more: when it is deleted, the operator lets the Secret, which it owns, be deleted as well, and this one writes it only with its next lease. Choose another name for the Secret, or keep that of the resource',
  },
  {
    rule: 'M24',
    what: 'not: one that keeps what it had',
    settings: previous(leasing('lease', { creationPolicy: 'Orphan' }, {}, { leaseRevocationPolicy: '' })),
    bad: [leasing('new')],
    good: [leasing('lease', {}, { name: 'new' })],
    message: lost('shop/lease', 'shop/new'),
  },
  {
    rule: 'M11',
    what: 'another type of the Secret of a lease, which deleting it would leave empty',
    settings: previous(leasing('lease')),
    bad: [leasing('lease', { secretType: 'example.com/database' })],
    good: [leasing('lease', { secretType: 'Opaque' })],
    message:
      'the type of the managed Secret "lease" stays "Opaque" and does not become "example.com/database", as it is fixed when the Secret is created: choose another name for the Secret and for its resource',
  },
  ...[
    ['kubernetes.io/basic-auth', '"username" or "password"'],
    ['kubernetes.io/tls', '"tls.crt" and "tls.key"'],
    ['kubernetes.io/ssh-auth', '"ssh-privatekey"'],
    ['kubernetes.io/dockerconfigjson', '".dockerconfigjson"'],
    ['kubernetes.io/dockercfg', '".dockercfg"'],
  ].map(([secretType, keys]) => ({
    rule: 'M10',
    what: `a lease of the type ${secretType}`,
    bad: [leasing('lease', { secretType })],
    good: [leasing('lease', { secretType: 'example.com/database' })],
    message: `the managed Secret "lease" of type "${secretType}" needs ${keys}, and the operator creates it empty, which the API server refuses each time: leave the type out`,
  })),
]);

function leasing(secretName: string, reference: Fields = {}, metadata: Fields = {}, spec: Fields = {}): Manifest {
  return dynamicSecret({ managedSecretReference: managedSecret({ secretName, ...reference }), ...spec }, metadata);
}

function lost(from: string, to: string): string {
  return `the Secret of the lease changes from "${from}" to "${to}", which the operator makes empty and fills with the next lease only, while "${from}" keeps credentials that work: keep the place, or give the InfisicalDynamicSecret another name as well, so that it takes a lease of its own`;
}

describeRules([
  ...['leaseTTL', 'leaseRevocationPolicy'].map((field) => ({
    rule: 'X8',
    what: `a dynamic secret without ${field}`,
    bad: [dynamicSecret({ [field]: undefined })],
    good: [dynamicSecret({ [field]: '' })],
    message: `${field} is missing, and the API server requires it: write it, "" for the default`,
  })),
  {
    rule: 'X8',
    what: 'a dynamic secret without a name',
    bad: [dynamicSecret({ dynamicSecret: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/' } })],
    good: [dynamicSecret()],
    message: 'dynamicSecret.secretName is empty: name the dynamic secret in Infisical',
  },
  {
    rule: 'X9',
    what: 'an updatePolicy that nobody knows',
    bad: [pushSecret({ updatePolicy: 'replace' })],
    good: [pushSecret(), pushSecret({ updatePolicy: 'None' }), pushSecret({ updatePolicy: undefined })],
    message: 'updatePolicy "replace" would act as "None": did you mean "Replace"?',
  },
  {
    rule: 'X9',
    what: 'a deletionPolicy that nobody knows',
    bad: [pushSecret({ deletionPolicy: 'Replace' })],
    good: [pushSecret({ deletionPolicy: 'Delete' })],
    message: 'deletionPolicy "Replace" would act as "None": write "Delete" or "None"',
  },
  {
    rule: 'X9',
    what: 'a leaseRevocationPolicy that nobody knows',
    bad: [dynamicSecret({ leaseRevocationPolicy: 'Delete' })],
    good: [dynamicSecret({ leaseRevocationPolicy: 'Revoke' }), dynamicSecret({ leaseRevocationPolicy: '' })],
    message: 'leaseRevocationPolicy "Delete" would act as "None": write "Revoke" or "None"',
  },
  {
    rule: 'X10',
    what: 'a push of nothing',
    bad: [pushSecret({ push: { generators: [] } })],
    good: [generating({ kind: 'UUID', name: 'password' })],
    message: 'there is nothing to push: set push.secret or push.generators',
  },
  {
    rule: 'X10',
    what: 'a push to the path of the sync that makes its Secret',
    bad: [infisicalSecret(), pushing('api-secrets', { secretsPath: '/api/' })],
    good: [
      infisicalSecret(),
      pushing('api-secrets', { secretsPath: '/pushed' }),
      pushing('api-secrets', { secretsPath: '/api', environmentSlug: 'staging' }),
      pushing('api-secrets', { secretsPath: '/api', projectSlug: 'other' }),
      pushing('other', { secretsPath: '/api' }),
    ],
    message: LOOP,
  },
  {
    rule: 'X10',
    what: 'a push below the path of a recursive sync',
    bad: [reading({ recursive: true }), pushing('api-secrets', { secretsPath: '/api/deep' })],
    good: [
      reading({ recursive: false }),
      pushing('api-secrets', { secretsPath: '/api/deep' }),
      pushing('api-secrets', { secretsPath: '/apis' }),
    ],
    message: LOOP,
  },
  {
    rule: 'X11',
    what: 'a push that goes elsewhere',
    bad: [pushSecret(destination({ secretsPath: '/new' }))],
    good: [pushSecret(), pushSecret(destination({ secretsPath: '/new' }), { name: 'new' })],
    settings: previous(pushSecret()),
    message: `destination.secretsPath changes from "/pushed" to "/new", ${MOVED}`,
  },
  {
    rule: 'X11',
    what: 'another dynamic secret',
    bad: [
      dynamicSecret({
        dynamicSecret: {
          secretName: 'mysql',
          projectId: PROJECT_ID,
          environmentSlug: 'prod',
          secretsPath: '/database',
        },
      }),
    ],
    good: [dynamicSecret({ leaseTTL: '2h' })],
    settings: previous(dynamicSecret()),
    message: `dynamicSecret.secretName changes from "postgres" to "mysql", ${MOVED}`,
  },
  {
    rule: 'X12',
    what: 'more digits and symbols than characters',
    bad: [passwords({ length: 8, digits: 5, symbols: 4 })],
    good: [passwords({ length: 8, digits: 5, symbols: 3 })],
    message: 'no password can be made: 5 digits and 4 symbols are more than the length of 8, lower them',
  },
  {
    rule: 'X12',
    what: 'more different digits than there are, by default a quarter',
    bad: [passwords({ length: 44 })],
    good: [passwords({ length: 40 }), passwords({ length: 44, allowRepeat: true }), passwords({ length: 0 })],
    message:
      'no password can be made: 11 digits cannot all differ, as there are 10: set allowRepeat: true, or lower the number',
  },
  {
    rule: 'X12',
    what: 'more different symbols than were given',
    bad: [passwords({ length: 24, symbols: 3, symbolCharacters: '--_' })],
    good: [
      passwords({ length: 24, symbols: 3, symbolCharacters: '-_.' }),
      passwords({ length: 70, symbols: 30, digits: 9 }),
    ],
    message:
      'no password can be made: 3 symbols cannot all differ, as there are 2: set allowRepeat: true, or lower the number',
  },
  {
    rule: 'X12',
    what: 'symbols that the letters and digits before may have used up, so that it looks for one for ever',
    bad: [passwords({ length: 24, symbols: 2, digits: 2, symbolCharacters: 'ab1!' })],
    good: [
      passwords({ length: 24, symbols: 2, digits: 2, symbolCharacters: 'ab1!?' }),
      passwords({ length: 24, symbols: 2, digits: 2, symbolCharacters: 'ab1!', allowRepeat: true }),
      passwords({ length: 2, symbols: 2, digits: 0, symbolCharacters: 'ab' }),
      passwords({ length: 24, symbols: 1, digits: 2, symbolCharacters: 'A', noUpper: true }),
    ],
    message:
      'no password can be made: 2 symbols cannot all differ, as there are 1: set allowRepeat: true, or lower the number',
  },
  {
    rule: 'X12',
    what: 'symbols of several bytes',
    bad: [passwords({ length: 24, symbolCharacters: '€!', allowRepeat: true })],
    good: [passwords({ length: 24, symbolCharacters: '$!', allowRepeat: true })],
    message:
      'no password can be made: symbolCharacters has characters beyond ASCII, of which single bytes would be taken: leave them out',
  },
  {
    rule: 'X28',
    what: 'a generator that runs again and again',
    bad: [pushSecret({ push: { generators: [UUID] }, resyncInterval: '1m' })],
    good: [
      pushSecret({ push: { generators: [UUID] }, resyncInterval: undefined }),
      pushSecret({ push: { generators: [UUID] }, resyncInterval: '0h' }),
      pushSecret({ push: { generators: [] }, resyncInterval: '1m' }),
    ],
    message:
      'resyncInterval "1m" makes a new value each time, also for what is in use: drop it, or push the generators in a resource of their own',
  },
  {
    rule: 'X12',
    what: 'more different letters than there are',
    bad: [passwords({ length: 40, digits: 5, symbols: 5, noUpper: true })],
    good: [passwords({ length: 40, digits: 5, symbols: 5 })],
    message:
      'no password can be made: 30 letters cannot all differ, as there are 26: set allowRepeat: true, or lower the number',
  },
  {
    rule: 'X12',
    what: 'a negative number',
    bad: [passwords({ length: 24, digits: -1 })],
    good: [passwords({ length: 24, digits: 0 })],
    message: 'no password can be made: digits is -1, write a whole number of at least 0',
  },
]);
