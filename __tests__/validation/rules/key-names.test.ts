import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import {
  configMap,
  container,
  infisicalAuth,
  infisicalSecret,
  keyRef,
  managedSecret,
  NAMESPACE,
  pushSecret,
  secretsScope,
  staticSecret,
  target,
  universalAuth,
} from '../manifests';
import { pod, volume } from '../pods';
import { describeRules } from '../rule-cases';

const alpha = (data: Fields) =>
  infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template: { data } })] });
const beta = (data: Fields) => staticSecret({ targets: [target({ template: { engineVersion: 'v1', data } })] });
const push = (template: Fields) =>
  pushSecret({ push: { secret: { secretName: 'pushed', secretNamespace: NAMESPACE, template } } });
const generated = (destinationSecretName: string) =>
  pushSecret({ push: { generators: [{ destinationSecretName, generatorRef: { kind: 'Password', name: 'p' } }] } });
const variable = (valueFrom: Fields) => pod({ containers: [container({ env: [{ name: 'DB', valueFrom }] })] });
const secretVariable = (key: string) => variable({ secretKeyRef: { name: 'db', key } });
const configVariable = (key: string) => variable({ configMapKeyRef: { name: 'db', key } });
const file = (key: string) => pod(volume({ secret: { secretName: 'db', items: [{ key, path: 'url' }] } }));
const one = (secretName: string) =>
  infisicalSecret({
    authentication: { universalAuth: universalAuth({ secretsScope: secretsScope({ secretName }) }) },
  });
const login = (key: string) =>
  infisicalAuth({ universal: { clientIdRef: keyRef('id'), clientSecretRef: keyRef(key) } });

const URL = 'postgres://app:hunter2PW@db/orders';
const TOKEN = `ghp_${'hunter2PW'.repeat(4)}`;
const NO_NAME =
  'is a text of 34 characters that is no name of a key (letters, digits, "-", "_" and ".", at most 253, not starting with ".."): write the name, never the value';
const CREDENTIAL =
  'is a text of 40 characters that looks like a credential, and no name of a key: write the name, and revoke what was written here';

const text = (data: string) => staticSecret({ targets: [target({ template: { engineVersion: 'v1', data } })] });
const inText = (line: number, length: number) =>
  `the key in line ${line} of the template of the managed Secret "web-secrets" is a text of ${length} characters that is no name of a key (letters, digits, "-", "_" and ".", at most 253, not starting with ".."): write the name, never the value`;

describeRules([
  ...[
    ['a slash', 'A: x\nteam/cert: {{ .A.Value | toRawJson }}', 2, 9],
    ['a colon', 'A:B: {{ .A.Value | toRawJson }}', 1, 3],
    ['a blank, in quotes', '{{/* a\nb c: d */}}\n"a b": {{ .A.Value | toRawJson }}', 3, 3],
  ].map(([what, data, line, length]) => ({
    rule: 'K7',
    what: `a key of a template in one text, with ${what}`,
    bad: [text(String(data))],
    good: [
      text('{{ range $k, $v := . }}{{ $k }}: {{ $v.Value | toRawJson }}\n{{ end }}'),
      text('{{/* a key\nteam/cert: of which */}}\nA-1.b: |\n  no key: here\n# no key: here\n"B": "x y: z"\n'),
      text('{{ $x := "a b: c" }}A: {{ $x | toRawJson }}'),
    ],
    message: inText(Number(line), Number(length)),
  })),
  {
    rule: 'K7',
    what: 'a URL in the place of the key of a variable',
    bad: [secretVariable(URL)],
    good: [secretVariable('tls.key'), secretVariable('DB-1_x'), secretVariable('${PREFIX}_URL')],
    message: `the key of the Secret "db" that the variable "DB" of container "api" takes ${NO_NAME}`,
  },
  {
    rule: 'K7',
    what: 'a token in the place of the key of a variable',
    bad: [secretVariable(TOKEN)],
    good: [secretVariable('ghp')],
    message: `the key of the Secret "db" that the variable "DB" of container "api" takes ${CREDENTIAL}`,
  },
  {
    rule: 'K7',
    what: 'a value in the place of the key of a ConfigMap',
    bad: [configVariable(URL)],
    good: [configVariable('db.url')],
    message: `the key of the ConfigMap "db" that the variable "DB" of container "api" takes ${NO_NAME}`,
  },
  {
    rule: 'K7',
    what: 'a value in the place of the key of a file',
    bad: [file(URL)],
    good: [file('url')],
    message: `the key of the Secret "db" that the volume "v" (file "url") takes ${NO_NAME}`,
  },
  {
    rule: 'K7',
    what: 'a value in the place of a key of a template',
    bad: [alpha({ A: 'x', [URL]: 'x' })],
    good: [alpha({ 'my.key-1_': 'x' })],
    message: `the key of entry 2 in the template of the managed Secret "api-secrets" ${NO_NAME}`,
  },
  {
    rule: 'K7',
    what: 'a key that is a folder',
    bad: [beta({ '..x': 'x' })],
    good: [beta({ '.x': 'x' })],
    message:
      'the key of entry 1 in the template of the managed Secret "web-secrets" is a text of 3 characters that is no name of a key (letters, digits, "-", "_" and ".", at most 253, not starting with ".."): write the name, never the value',
  },
  {
    rule: 'K7',
    what: 'an empty key',
    bad: [alpha({ '': 'x' })],
    good: [alpha({ constructor: 'x', toString: 'x' })],
    message: 'the key of entry 1 in the template of the managed Secret "api-secrets" is empty, and no name of a key',
  },
  {
    rule: 'K7',
    what: 'a value in the place of a key that is pushed',
    bad: [push({ data: { [URL]: 'x' } })],
    good: [push({ data: { 'my key': 'x' } })],
    message: `the key of entry 1 in the template of the push ${NO_NAME}`,
  },
  {
    rule: 'K7',
    what: 'a value in the place of a key that is generated',
    bad: [generated(URL)],
    good: [generated('DB_PASSWORD')],
    message: `push.generators[0].destinationSecretName ${NO_NAME}`,
  },
  {
    rule: 'K7',
    what: 'a value in the place of the one secret to read',
    bad: [one(URL)],
    good: [one('DATABASE_URL')],
    message: `the secretName of the source ${NO_NAME}`,
  },
  {
    rule: 'K7',
    what: 'a value in the place of the key of a credential',
    bad: [login(URL)],
    good: [login('clientSecret')],
    message: `universal.clientSecretRef.key ${NO_NAME}`,
  },
]);

/** Whatever the rules find, none of their messages may repeat it. */
test.each<[string, (value: string) => Manifest[]]>([
  ['variables', (value) => [secretVariable(value), configVariable(value), staticSecret()]],
  ['names of variables', (value) => [pod({ containers: [container({ env: [{ name: value }, { name: value }] })] })]],
  ['files', (value) => [file(value)]],
  ['templates', (value) => [alpha({ [value]: 5, A: `{{ (index . ${JSON.stringify(value)}).Wrong }}` })]],
  [
    'templates that cannot be read',
    (value) => [alpha({ A: `{{ ${JSON.stringify(value)} ${JSON.stringify(value)} )` })],
  ],
  ['pushes', (value) => [push({ data: { [value]: '{{ .A.Value }}' } }), generated(value)]],
  ['credentials', (value) => [login(value), configMap('db', { data: { [value]: 'x' } })]],
])('no message repeats a value that stands in the place of the key: %s', (_, manifests) => {
  const values = [URL, TOKEN, 'eyJhbGciOiJIUzI1NiJ9.hunter2PW', 'hunter2PW hunter2PW', 'a\nhunter2PW'];
  const messages = values.flatMap((value) => checkManifests(manifests(value), {}).map(({ message }) => message));
  expect(messages).not.toEqual([]);
  expect(messages.join('\n')).not.toContain('hunter2PW');
});
