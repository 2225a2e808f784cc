import { Yaml } from 'cdk8s';
import { identifyObjects } from '../../../cli/synth/objects-in-yaml';
import { readAsNeeded } from '../../../cli/synth/read-as-needed';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { findingsBetweenFolders } from '../../../lib/validation/across/between-folders';
import {
  argoApplication,
  deployment,
  infisicalConnection,
  infisicalSecret,
  managedSecret,
  secretsScope,
  serviceAccount,
  universalAuth,
} from '../../validation/manifests';

const reading = (envSlug: string, name: string, spec: Fields = {}) =>
  infisicalSecret(
    { authentication: { universalAuth: universalAuth({ secretsScope: secretsScope({ envSlug }) }) }, ...spec },
    { name },
  );
const application = (folder: string, namespace?: string) =>
  argoApplication(
    { chart: undefined, path: `dist/${folder}`, directory: { include: '*.yaml' } },
    { name: folder, namespace: 'argocd' },
    { name: 'main', namespace },
  );
const ARGO = [application('staging'), application('prod')];

const CASES: readonly [what: string, folders: { readonly [folder: string]: readonly Manifest[] }, rules: string[]][] = [
  ['nothing', { staging: [reading('staging', 'a')], prod: [reading('prod', 'a')] }, []],
  ['the slug of another folder', { staging: [reading('staging', 'a')], prod: [reading('staging', 'a')] }, ['E2']],
  ['a preview', { staging: [reading('staging', 'a')], 'pr-12': [reading('staging', 'a')] }, []],
  ['one object in one cluster', { staging: [deployment()], prod: [deployment()], argocd: ARGO }, ['E1']],
  [
    'one managed Secret in one cluster',
    { staging: [reading('staging', 'a')], prod: [reading('prod', 'b')], argocd: ARGO },
    ['E1'],
  ],
  [
    'equal logins in one cluster',
    {
      staging: [infisicalConnection(), serviceAccount('login')],
      prod: [infisicalConnection(), serviceAccount('login')],
      argocd: ARGO,
    },
    [],
  ],
  [
    'a managed Secret in the namespace of another folder',
    {
      staging: [],
      prod: [
        reading('prod', 'a', {
          managedKubeSecretReferences: [managedSecret({ secretNamespace: 'shop-staging', creationPolicy: 'Orphan' })],
        }),
      ],
      argocd: [application('staging', 'shop-staging'), application('prod', 'shop')],
    },
    ['E4'],
  ],
];

test.each(CASES)('what is read tells as much as all would: %s', async (_, folders, rules) => {
  const all = Object.entries(folders).map(([folder, manifests]) => ({ folder: `dist/${folder}`, manifests }));
  const written = all.map(async ({ folder, manifests }) => {
    const objects = await identifyObjects(Yaml.stringify(...manifests), 'shop.yaml');
    const documents = [...objects.values()].map(({ name, text }) => ({ ...name, text, file: 'shop.yaml' }));
    return { folder, documents };
  });
  const needed = findingsBetweenFolders(readAsNeeded(await Promise.all(written)));
  const whole = findingsBetweenFolders(
    all.map(({ folder, manifests }) => ({ folder, resources: manifests.map((manifest) => ({ manifest })) })),
  );
  expect(needed.map(({ rule }) => rule)).toEqual(rules);
  expect(needed.map(({ message }) => message)).toEqual(whole.map(({ message }) => message));
});
