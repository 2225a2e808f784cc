import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Adoption, adoptionOf } from '../../../cli/adopt/adoption';
import { withFixes } from '../../../cli/adopt/fixes/apply-fixes';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { readManifests } from '../../../cli/manifests/read-files';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { synthesized } from './in-process';

const CORPUS = join(__dirname, '../../fixtures/adopt');
const OPTIONS = { extension: '', includeRest: false } as const;
const filesOf = (folder: string) => readdirSync(join(CORPUS, folder)).sort();

/** What comes out otherwise than it went in. */
function roundTrip({ adopted, files }: Adoption) {
  return adopted.length === 0 ? [] : compareObjects(adopted, synthesized(files));
}

test('22:30 is a text and 0o400 a number, as they are to kubectl', () => {
  const { files } = adoptionOf(readManifests([join(CORPUS, 'valid/base-60-and-0o.yaml')]), OPTIONS);
  const deployment = synthesized(files).find(({ manifest }) => manifest.kind === 'Deployment');
  expect(deployment?.manifest.spec).toMatchObject({
    template: {
      spec: {
        containers: [{ env: [{ name: 'BACKUP_AT', value: '22:30' }] }],
        volumes: [{ secret: { defaultMode: 256 } }],
      },
    },
  });
});

/** The findings with their lines, but for advice on auto-reload; what --fix does about them. */
const BROKEN: [file: string, findings: string[], fixes: string[]][] = [
  [
    'auto-reload-as-a-flag.yaml',
    [
      '22 error the annotation "secrets.infisical.com/auto-reload" of the Deployment shop/api is no text: put its value into quotes',
    ],
    ['22 the auto-reload annotation is now the text "true" (C6)'],
  ],
  ['auto-reload-on-the-pods.yaml', ['25 error C6'], []],
  ['connection-with-api.yaml', ['4 error H1'], ['4 address is now "https://secrets.example.com", without /api (H1)']],
  ['creation-policy-in-lower-case.yaml', ['15 error M4'], ['15 creationPolicy "owner" is now "Owner" (M4)']],
  ['credential-in-the-login.yaml', ['11 error A10'], []],
  ['credentials-beside-the-login.yaml', ['20 error A10'], []],
  [
    'credentials-without-namespace.yaml',
    ['11 error A4'],
    ['11 secretNamespace is now "shop", the namespace of the resource (A4)'],
  ],
  ['dynamic-secret-without-ttl.yaml', ['4 error X8', '4 error X8'], []],
  ['endless-aliases.yaml', ['5 error its aliases (*) expand to more than 100000 values'], []],
  ['helm-template.yaml', ['1 error this is no YAML'], []],
  ['host-with-a-path-behind-api.yaml', ['7 error H5'], []],
  ['host-without-scheme.yaml', ['7 error H3'], []],
  ['interval-as-text.yaml', ['12 error T3'], []],
  [
    'interval-of-two-units.yaml',
    ['12 error T1'],
    ['12 syncConfig.resyncInterval "1h30m" is gone: it acted as the default (T1)'],
  ],
  ['interval-too-short.yaml', ['12 error T3'], ['12 resyncInterval 3 is gone: it acted as the default (T3)']],
  ['interval-twice.yaml', ['12 warning T4'], ['12 resyncInterval is gone: syncConfig makes it dead (T4)']],
  ['key-that-nobody-writes.yaml', ['35 error C2'], []],
  [
    'labels-as-a-list.yaml',
    ['21 error the labels of the Deployment shop/api are no map of texts: write them as "name: value"'],
    [],
  ],
  ['no-login.yaml', ['4 error A1'], []],
  ['no-name.yaml', ['17 error the ConfigMap has no name: give it one, or leave it out'], []],
  ['no-project.yaml', ['10 error S1'], []],
  ['no-reference.yaml', ['6 error M1'], []],
  ['no-spec.yaml', ['1 error A1', '1 error M1'], []],
  ['no-yaml.yaml', ['1 error this is no YAML'], []],
  ['number-as-a-variable.yaml', ['31 error F2'], []],
  ['one-document-of-two-cannot-be-read.yaml', ['18 error this is no YAML'], []],
  ['one-secret-recursive.yaml', ['10 error S3'], []],
  ['owner-in-another-namespace.yaml', ['15 error M3'], []],
  ['project-by-slug-and-id.yaml', ['10 error S2'], []],
  ['push-of-nothing.yaml', ['9 error X10'], []],
  ['reference-in-both-forms.yaml', ['12 error M2'], []],
  [
    'reference-without-namespace.yaml',
    ['13 error A4'],
    ['13 secretNamespace is now "shop", the namespace of the resource (A4)'],
  ],
  [
    'scope-beside-the-login.yaml',
    ['7 error S1'],
    ['7 secretsScope moved into authentication.universalAuth, where the operator looks for it (S1)'],
  ],
  [
    'scope-in-the-spec.yaml',
    ['6 error S1'],
    ['6 secretsScope moved into authentication.universalAuth, where the operator looks for it (S1)'],
  ],
  ['secret-that-is-managed-too.yaml', ['13 error M6', '20 error data.TOKEN holds a credential'], []],
  ['tabs.yaml', ['4 error this is no YAML'], []],
  ['template-of-a-key-with-a-hyphen.yaml', ['18 error K2'], []],
  ['template-that-writes-nothing.yaml', ['16 error M12'], []],
  ['template-without-value.yaml', ['18 error K4'], ['18 the template of "URL" now writes the .Value (K4)']],
  [
    'the-same-document-twice.yaml',
    ['1 warning the InfisicalSecret shop/shop stands again in the-same-document-twice.yaml:17: drop one of both'],
    [],
  ],
  [
    'two-documents-of-one-name.yaml',
    [
      '1 error the InfisicalSecret shop/shop stands again in two-documents-of-one-name.yaml:17 with other contents, and the last one counts: drop one of both',
    ],
    [],
  ],
  ['two-logins.yaml', ['10 error A2'], []],
  ['types-all-wrong.yaml', ['5 error F2', '6 error F2', '7 error F2', '8 error F2', '13 error F2'], []],
  ['unknown-fields.yaml', ['5 error F1', '8 error F1', '15 error F1', '20 error F1'], []],
  [
    'v1beta1-half-metadata.yaml',
    ['12 error M13', '13 error T1'],
    ['12 metadata now has empty annotations, which the API server asks for (M13)'],
  ],
  ['v1beta1-nothing-to-read.yaml', ['6 error S8'], []],
  ['values-of-a-chart.yaml', ['17 warning this is no Kubernetes object, and others of its file are'], []],
  ['variable-set-twice.yaml', ['32 error C4'], []],
  ['workload-in-another-namespace.yaml', ['30 error C1'], []],
];

describe('what is wrong is told with its line, and what can be adopted of it comes out as it goes in', () => {
  test('every broken file has its findings here', () => {
    expect(BROKEN.map(([file]) => file)).toEqual(filesOf('broken'));
  });

  test.each(BROKEN)('%s', (file, expected) => {
    const path = join(CORPUS, 'broken', file);
    const adoption = adoptionOf(readManifests([path]), OPTIONS);
    const told = adoption.findings.filter(({ rule }) => rule !== 'C11');
    expect(
      told.map((finding) => `${finding.line} ${finding.severity} ${finding.rule ?? briefly(finding.message)}`),
    ).toEqual(expected);
    expect(new Set(told.map((finding) => finding.file))).toEqual(new Set([path]));
    expect(roundTrip(adoption)).toEqual([]);
  });

  test.each(BROKEN.filter(([, , fixes]) => fixes.length > 0))('%s, with --fix', (file, _, expected) => {
    const { manifests, problems } = readManifests([join(CORPUS, 'broken', file)]);
    const { manifests: fixed, fixes } = withFixes(manifests);
    expect(fixes.map(({ line, message }) => `${line} ${message}`)).toEqual(expected);
    expect(roundTrip(adoptionOf({ manifests: fixed, problems }, OPTIONS))).toEqual([]);
    expect(withFixes(fixed).fixes).toEqual([]);
  });
});

function briefly(message: string): string {
  return message.replaceAll(`${CORPUS}/broken/`, '').replace(/(this is no YAML|holds a credential).*/, '$1');
}

test('a finding of a rule has its place in the file and in the object, for programs that show it there', () => {
  const text = `apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: shop, namespace: shop }
spec:
  resyncInterval: 3
  authentication:
    universalAuth:
      secretsScope: { projectSlug: shop, envSlug: prod, secretsPath: shop }
  managedKubeSecretReferences: [{ secretName: shop, secretNamespace: shop, creationPolicy: owner }]
---
kind: { }
`;
  const { findings } = adoptionOf(manifestsIn(text, 'shop.yaml'), OPTIONS);
  const placed = findings.map(({ file, line, column, at, rule }) => [rule, `${file}:${line}:${column}`, at]);
  expect(placed).toEqual([
    ['T3', 'shop.yaml:5:19', 'spec.resyncInterval'],
    ['A5', 'shop.yaml:7:5', 'spec.authentication.universalAuth.credentialsRef.secretName'],
    ['S5', 'shop.yaml:8:70', 'spec.authentication.universalAuth.secretsScope.secretsPath'],
    ['M4', 'shop.yaml:9:92', 'spec.managedKubeSecretReferences[0].creationPolicy'],
    [undefined, 'shop.yaml:11:1', undefined],
  ]);
});

describe('--fix', () => {
  const fixed = (text: string) => withFixes(manifestsIn(text, 'shop.yaml').manifests);

  test('puts right all mistakes of one object, each told once and where it stood', () => {
    const { manifests, fixes } = fixed(`apiVersion: secrets.infisical.com/v1alpha1
kind: InfisicalSecret
metadata: { name: shop, namespace: shop }
spec:
  resyncInterval: 3
  authentication:
    secretsScope: { projectSlug: shop, envSlug: prod, secretsPath: / }
    universalAuth:
      credentialsRef: { secretName: credentials }
  managedKubeSecretReferences:
    - secretName: shop
      secretNamespace: shop
      creationPolicy: owner
      template: { data: { URL: "{{ .URL }}" } }
`);
    expect(fixes.map(({ line, rule }) => `${line} ${rule}`).sort()).toEqual(['13 M4', '14 K4', '5 T3', '7 S1', '9 A4']);
    expect(manifests.map(({ manifest }) => manifest.spec)).toEqual([
      {
        authentication: {
          universalAuth: {
            secretsScope: { projectSlug: 'shop', envSlug: 'prod', secretsPath: '/' },
            credentialsRef: { secretName: 'credentials', secretNamespace: 'shop' },
          },
        },
        managedKubeSecretReferences: [
          {
            secretName: 'shop',
            secretNamespace: 'shop',
            creationPolicy: 'Owner',
            template: { data: { URL: '{{ .URL.Value }}' } },
          },
        ],
      },
    ]);
  });

  test('leaves what was read as it is, and what is right alone', () => {
    const { manifests } = readManifests([join(CORPUS, 'broken/connection-with-api.yaml')]);
    const before = structuredClone(manifests.map(({ manifest }) => manifest));
    expect(withFixes(manifests).fixes).toHaveLength(1);
    expect(manifests.map(({ manifest }) => manifest)).toEqual(before);
    const { manifests: right } = readManifests([join(CORPUS, 'valid/login-universal.yaml')]);
    expect(withFixes(right)).toEqual({ manifests: right, fixes: [] });
  });
});
