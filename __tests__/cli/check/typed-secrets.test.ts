import { stringify } from 'yaml';
import { foldersToAsk } from '../../../cli/access/folders-to-ask';
import { keyUsesIn } from '../../../cli/access/key-uses';
import { evaluate } from '../../../cli/check/evaluate';
import { messageOf } from '../../../cli/check/report';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { infisicalSecret, managedSecret, staticSecret, target } from '../../validation/manifests';

const FOLDER = { environment: 'prod', path: '/api', imported: false };

/** What `check` says of each key that is not there, where Infisical has these keys. */
function missing(manifest: Manifest, keys: readonly string[]): string[] {
  const uses = keyUsesIn(manifestsIn(stringify(manifest), 'dist/prod/shop.yaml').manifests);
  const folders = foldersToAsk(uses);
  const outcomes = folders.map(() => ({ listing: [{ ...FOLDER, keys }] }));
  return evaluate({ uses, folders, outcomes }).flatMap((report) =>
    report.keys.filter(({ status }) => status === 'missing').map((one) => messageOf(one, report)),
  );
}

const alpha = (reference: Fields) => infisicalSecret({ managedKubeSecretReferences: [managedSecret(reference)] });
const beta = (fields: Fields) =>
  staticSecret({
    sources: [{ projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/api' }],
    targets: [target({ name: 'api-secrets', ...fields })],
  });

const lacking = (key: string, type: string, hint: string) =>
  `the key "${key}" is missing or not visible in project "shop" at prod:/api: a Secret of the type ${type} needs ${hint} Needed by`;

describe.each([
  ['v1alpha1', alpha],
  ['v1beta1', beta],
])('a managed Secret of a type, in %s', (_, writing) => {
  test.each([
    [
      'kubernetes.io/dockerconfigjson',
      ['DOCKERCONFIGJSON'],
      '.dockerconfigjson',
      `".dockerconfigjson" in just these letters. Did you mean "DOCKERCONFIGJSON", by a template (.dockerconfigjson: '{{ .DOCKERCONFIGJSON.Value }}')?`,
    ],
    [
      'kubernetes.io/dockerconfigjson',
      ['DOCKER_CONFIG'],
      '.dockerconfigjson',
      `".dockerconfigjson" in just these letters. Did you mean "DOCKER_CONFIG", by a template (.dockerconfigjson: '{{ .DOCKER_CONFIG.Value }}')?`,
    ],
    [
      'kubernetes.io/dockercfg',
      ['docker-cfg'],
      '.dockercfg',
      `".dockercfg" in just these letters. Did you mean "docker-cfg", by a template (.dockercfg: '{{ (index . "docker-cfg").Value }}')?`,
    ],
    [
      'kubernetes.io/tls',
      ['TLS_CERT', 'tls.key'],
      'tls.crt',
      `"tls.crt" in just these letters. Did you mean "TLS_CERT", by a template (tls.crt: '{{ .TLS_CERT.Value }}')?`,
    ],
    [
      'kubernetes.io/ssh-auth',
      ['SSH_PRIVATE_KEY'],
      'ssh-privatekey',
      `"ssh-privatekey" in just these letters. Did you mean "SSH_PRIVATE_KEY", by a template (ssh-privatekey: '{{ .SSH_PRIVATE_KEY.Value }}')?`,
    ],
    [
      'kubernetes.io/basic-auth',
      ['DB_USERNAME'],
      'username',
      `"username" or "password" in just these letters. Did you mean "DB_USERNAME", by a template (username: '{{ .DB_USERNAME.Value }}')?`,
    ],
    [
      'kubernetes.io/ssh-auth',
      ['PORT'],
      'ssh-privatekey',
      '"ssh-privatekey" in just these letters: add it in Infisical, or write it by a template.',
    ],
  ])('%s, where Infisical has %j: %s is missing', (secretType, keys, key, hint) => {
    expect(missing(writing({ secretType }), keys)).toEqual([expect.stringContaining(lacking(key, secretType, hint))]);
  });

  test.each([
    ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
    ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
    ['kubernetes.io/basic-auth', ['password']],
    ['kubernetes.io/basic-auth', ['username']],
    ['Opaque', ['PORT']],
    [undefined, ['PORT']],
  ])('%s has all in %j', (secretType, keys) => {
    expect(missing(writing({ secretType }), keys)).toEqual([]);
  });

  test('its template makes the keys of other ones: those must be there', () => {
    const data = { 'tls.crt': '{{ .CERTIFICATE.Value }}', 'tls.key': '{{ .KEY.Value }}' };
    const written = writing({ secretType: 'kubernetes.io/tls', template: { engineVersion: 'v1', data } });
    expect(missing(written, ['CERTIFICATE', 'KEY'])).toEqual([]);
    expect(missing(written, ['CERTIFICATE'])).toEqual([expect.stringContaining('the key "KEY" is missing')]);
  });
});

test('a template that includes all makes one of the keys, and the other must be there', () => {
  const template = { includeAllSecrets: true, data: { 'tls.crt': '{{ .CERTIFICATE.Value }}' } };
  expect(missing(alpha({ secretType: 'kubernetes.io/tls', template }), ['CERTIFICATE'])).toEqual([
    expect.stringContaining('the key "tls.key" is missing'),
  ]);
});

test('the message says who needs it, and stands at the line of the type', () => {
  const uses = keyUsesIn(
    manifestsIn(stringify(alpha({ secretType: 'kubernetes.io/ssh-auth' })), 'dist/prod/shop.yaml').manifests,
  );
  const folders = foldersToAsk(uses);
  const [report] = evaluate({ uses, folders, outcomes: folders.map(() => ({ listing: [] })) });
  expect(report.keys[0].users).toEqual([
    expect.objectContaining({
      object: 'InfisicalSecret shop/api',
      as: 'the type kubernetes.io/ssh-auth of the Secret api-secrets',
      at: 'spec.managedKubeSecretReferences[0].secretType',
    }),
  ]);
});
