import type { Fields } from '../../../lib/json/json';
import { describeRulesWithKeys, messagesWithKeys } from '../declared-keys';
import {
  infisicalSecret,
  managedConfigMap,
  managedSecret,
  NAMESPACE,
  pushSecret,
  staticSecret,
  target,
} from '../manifests';
import { describeRules } from '../rule-cases';

const alpha = (data: unknown, more: Fields = {}) =>
  infisicalSecret({ managedKubeSecretReferences: [managedSecret({ template: { data, ...more } })] });
const beta = (data: unknown, more: Fields = {}) =>
  staticSecret({ targets: [target({ template: { engineVersion: 'v1', data, ...more } })] });
const push = (data: unknown) =>
  pushSecret({ push: { secret: { secretName: 'pushed', secretNamespace: NAMESPACE, template: { data } } } });

const ALPHA_URL = 'the template of the key "URL" in the managed Secret "api-secrets"';
const BETA_URL = 'the template of the key "URL" in the managed Secret "web-secrets"';
const BETA_TEXT = 'the template of the managed Secret "web-secrets"';

describeRules([
  {
    rule: 'K1',
    what: 'an action without its end',
    bad: [alpha({ URL: 'x {{ .KEY.Value' })],
    good: [alpha({ URL: 'x {{ .KEY.Value }} }}' })],
    message: `${ALPHA_URL} cannot be read: "{{" is never closed with "}}"`,
  },
  {
    rule: 'K1',
    what: 'a block without its end, in one text',
    bad: [beta('{{ range $k, $v := . }}{{ $k }}: {{ $v.Value | quote }}')],
    good: [beta('{{ range $k, $v := . }}{{ $k }}: {{ $v.Value | quote }}{{ end }}')],
    message: `${BETA_TEXT} cannot be read: "{{ range }}" is never closed with "{{ end }}"`,
  },
  {
    rule: 'K1',
    what: 'a function of v1beta1 in v1alpha1, whatever the operator',
    bad: [alpha({ URL: '{{ range foldersIn "/" }}{{ .Name }}{{ end }}' })],
    good: [beta({ URL: '{{ range foldersIn "/" }}{{ .Name }}{{ end }}' })],
    settings: { operatorVersion: 'v0.11.8' },
    message: `${ALPHA_URL} calls "foldersIn", which v1alpha1 does not have: use an InfisicalStaticSecret`,
  },
  {
    rule: 'K1',
    what: 'a function that almost exists',
    bad: [beta({ URL: '{{ .KEY.Value | toRawJSON }}' })],
    good: [beta({ URL: '{{ .KEY.Value | toRawJson }}' })],
    message: `${BETA_URL} calls "toRawJSON", which is no function of the operator: did you mean "toRawJson"?`,
  },
  {
    rule: 'K1',
    what: 'a key without its dot',
    bad: [alpha({ URL: '{{ KEY.Value }}' })],
    good: [alpha({ URL: '{{ .KEY.Value }}' })],
    message: `${ALPHA_URL} calls "KEY", which is no function of the operator: write .KEY.Value`,
  },
  {
    rule: 'K1',
    what: 'a key without dot and field',
    bad: [alpha({ URL: '{{ quote (DATABASE_URL) }}' })],
    good: [alpha({ URL: '{{ quote (.DATABASE_URL.Value) }}' })],
    message: `${ALPHA_URL} calls "DATABASE_URL", which is no function of the operator: write .DATABASE_URL.Value`,
  },
  ...['env', 'expandenv'].map((name) => ({
    rule: 'K1',
    what: `${name}, which sprig has and the operator has not`,
    bad: [beta({ URL: `{{ ${name} "HOME" }}` })],
    good: [beta({ URL: `{{ upper "${name}" }}` })],
    message: `${BETA_URL} calls "${name}", which the operator refuses: its own environment is not for templates`,
  })),
  {
    rule: 'K1',
    what: 'the template of a push',
    bad: [push({ URL: '{{ .KEY.Value | toUpper }}' })],
    good: [push({ URL: '{{ .KEY.Value | upper }}' })],
    message:
      'the template of the key "URL" in the push calls "toUpper", which is no function of the operator: did you mean "upper"?',
  },
  {
    rule: 'K1',
    what: 'the template of a ConfigMap',
    bad: [
      infisicalSecret({
        managedKubeConfigMapReferences: [managedConfigMap({ template: { data: { A: '{{ end }}' } } })],
      }),
    ],
    good: [
      infisicalSecret({ managedKubeConfigMapReferences: [managedConfigMap({ template: { data: { A: 'end' } } })] }),
    ],
    message:
      'the template of the key "A" in the managed ConfigMap "api-config" cannot be read: "{{ end }}" closes nothing',
  },
  {
    rule: 'K2',
    what: 'a key with a hyphen',
    bad: [alpha({ URL: '{{ .my-key.Value }}' })],
    good: [alpha({ URL: '{{ (index . "my-key").Value }}' })],
    message: `${ALPHA_URL} uses the key "my-key" in the dot form, which allows only letters, digits and "_": write {{ (index . "my-key").Value }}`,
  },
  {
    rule: 'K2',
    what: 'a key that starts with a digit',
    bad: [push({ URL: '{{ $.1KEY.Value }}' })],
    good: [push({ URL: '{{ $.KEY1.Value }}' })],
    message:
      'the template of the key "URL" in the push uses the key "1KEY" in the dot form, which allows only letters, digits and "_": write {{ (index . "1KEY").Value }}',
  },
  {
    rule: 'K3',
    what: 'a field in lower case',
    bad: [alpha({ URL: '{{ .KEY.value }}' })],
    good: [alpha({ URL: '{{ .KEY.Value }}{{ .KEY.SecretPath }}' })],
    message: `${ALPHA_URL} asks for the field "value" of the secret "KEY": write "Value"`,
  },
  {
    rule: 'K3',
    what: 'the method that only secrets of v1beta1 have',
    bad: [alpha({ URL: '{{ .KEY.String }}' })],
    good: [beta({ URL: '{{ .KEY.String }}{{ (index . "a-b").String }}' })],
    message: `${ALPHA_URL} asks for the field "String" of the secret "KEY": there are only "Value" and "SecretPath", and a key with dots needs {{ (index . "KEY.String").Value }}`,
  },
  {
    rule: 'K3',
    what: 'a key with dots in the dot form',
    bad: [beta({ URL: '{{ .my.key.Value }}' })],
    good: [beta({ URL: '{{ (index . "my.key").Value }}' })],
    message: `${BETA_URL} asks for the field "key" of the secret "my": there are only "Value" and "SecretPath", and a key with dots needs {{ (index . "my.key").Value }}`,
  },
  {
    rule: 'K3',
    what: 'a field of a key in the index form',
    bad: [beta({ URL: '{{ (index . "my-key").value }}' })],
    good: [beta({ URL: '{{ range . }}{{ .value }}{{ end }}{{ $d := dict }}{{ $d.value }}' })],
    message: `${BETA_URL} asks for the field "value" of the secret "my-key": write "Value"`,
  },
  {
    rule: 'K4',
    what: 'a secret without its field',
    bad: [alpha({ URL: 'x {{ .KEY }}' })],
    good: [alpha({ URL: 'x {{ if .KEY }}{{ .KEY.Value }}{{ end }}' })],
    message: `${ALPHA_URL} writes "{{ .KEY }}", the secret with its path in braces: write {{ .KEY.Value }}`,
  },
  {
    rule: 'K4',
    what: 'a secret in the index form',
    bad: [push({ URL: '{{ index . "my-key" | quote }}' })],
    good: [beta({ URL: '{{ .KEY }}{{ index . "my-key" }}' })],
    message:
      'the template of the key "URL" in the push writes "{{ index . "my-key" }}", the secret with its path in braces: write {{ (index . "my-key").Value }}',
  },
  {
    rule: 'K6',
    what: 'functions that give another result each time',
    bad: [alpha({ URL: '{{ randAlphaNum 8 }}{{ uuidv4 }}' })],
    good: [alpha({ URL: '{{ sha256sum .KEY.Value }}' })],
    message: `${ALPHA_URL} calls "randAlphaNum", "uuidv4", so that it renders another text each time and every sync counts as a change: store the value in Infisical`,
  },
  {
    rule: 'K8',
    what: 'includeAllSecrets in v1beta1',
    bad: [beta({ A: 'x' }, { includeAllSecrets: true })],
    good: [alpha({ A: 'x' }, { includeAllSecrets: true })],
    message:
      'the template of the managed Secret "web-secrets" has includeAllSecrets, which v1beta1 does not have: leave out the template, or write data as one text that ranges over all secrets',
  },
  {
    rule: 'K8',
    what: 'another engine version',
    bad: [beta({ A: 'x' }, { engineVersion: 'v2' })],
    good: [beta({ A: 'x' })],
    message: 'the template of the managed Secret "web-secrets" has engineVersion "v2": write "v1"',
  },
  {
    rule: 'K8',
    what: 'no engine version',
    bad: [beta({ A: 'x' }, { engineVersion: undefined })],
    good: [alpha({ A: 'x' })],
    message: 'the template of the managed Secret "web-secrets" has no engineVersion: write "v1"',
  },
  {
    rule: 'K8',
    what: 'data that is a list',
    bad: [beta(['x'])],
    good: [beta('A: x')],
    message:
      'the data of the template of the managed Secret "web-secrets" is a list, with which the operator can read no InfisicalStaticSecret of the whole cluster any more, and syncs nothing once it restarts: write a map of texts, or one text',
  },
  {
    rule: 'K8',
    what: 'one text in v1alpha1',
    bad: [alpha('A: x')],
    good: [alpha({ A: 'x' })],
    message: 'the data of the template of the managed Secret "api-secrets" is a text: write a map of texts',
  },
  {
    rule: 'K8',
    what: 'a value that is a number',
    bad: [beta({ PORT: 3000 })],
    good: [beta({ PORT: '3000' })],
    message:
      'the template of the key "PORT" in the managed Secret "web-secrets" is a number, with which the operator can read no InfisicalStaticSecret of the whole cluster any more, and syncs nothing once it restarts: write a text, in quotes',
  },
  {
    rule: 'K8',
    what: 'nothing as a value, which the operator takes for an empty text',
    bad: [beta({ PORT: null })],
    good: [beta({ PORT: '' })],
    message: 'the template of the key "PORT" in the managed Secret "web-secrets" is empty: write a text, in quotes',
  },
  {
    rule: 'K8',
    what: 'a value that is a number in v1alpha1, whose schema the API server holds',
    bad: [alpha({ PORT: 3000 })],
    good: [alpha({ PORT: '3000' })],
    message: 'the template of the key "PORT" in the managed Secret "api-secrets" is a number: write a text, in quotes',
  },
  {
    rule: 'K9',
    what: 'secretFrom in v1alpha1',
    bad: [alpha({ URL: '{{ (secretFrom "/db" "URL") | quote }}' })],
    good: [beta({ URL: '{{ (secretFrom "/db" "URL") | quote }}{{ "URL" | secretFrom "/db" }}' })],
    message: `${ALPHA_URL} calls "secretFrom", which v1alpha1 does not have: use an InfisicalStaticSecret`,
  },
  {
    rule: 'K9',
    what: 'secretFrom without a path',
    bad: [beta({ URL: '{{ secretFrom "URL" }}' })],
    good: [beta({ URL: '{{ secretFrom "/" "URL" }}' })],
    message: `${BETA_URL} calls "secretFrom" with 1 operand: write secretFrom "/path" "NAME", in this order`,
  },
  ...[
    ['foldersIn', 0],
    ['foldersIn "/" "/db"', 2],
    ['"/db" | foldersIn "/"', 2],
  ].map(([call, operands]) => ({
    rule: 'K9',
    what: `foldersIn with ${operands} operands`,
    bad: [beta({ URL: `{{ len (${call}) }}` })],
    good: [beta({ URL: '{{ range foldersIn "/" }}{{ .Name }}{{ end }}{{ "/" | foldersIn | len }}' })],
    message: `${BETA_URL} calls "foldersIn" with ${operands} operands: write foldersIn "/path"`,
  })),
  {
    rule: 'K10',
    what: 'a value without quotes in one text',
    bad: [beta('URL: {{ .URL.Value }}')],
    good: [
      beta('URL: !!binary {{ .URL.Value | b64enc | quote }}'),
      beta('URL: {{ .URL.Value | toRawJson }}\nPEM: |\n{{ .PEM.Value | indent 2 }}'),
      alpha({ A: '{{ .A.Value }}' }),
    ],
    message: `${BETA_TEXT} writes a value without quoting, and a character such as ":" or "#" in it breaks the YAML: write "!!binary {{ … | b64enc | quote }}", which holds every value`,
  },
  {
    rule: 'K10',
    what: 'a value without quotes in a range',
    bad: [beta('{{ range $k, $v := . }}{{ $k }}: "{{ $v.Value }}"\n{{ end }}')],
    good: [beta('{{ range $k, $v := . }}{{ $k }}: {{ printf "%s!" $v.Value | quote }}\n{{ end }}')],
    message: `${BETA_TEXT} writes a value without quoting, and a character such as ":" or "#" in it breaks the YAML: write "!!binary {{ … | b64enc | quote }}", which holds every value`,
  },
  {
    rule: 'K11',
    what: 'a template in a Helm chart',
    bad: [
      { ...alpha({ URL: '{{ .KEY.Value }}' }), metadata: helm({ labels: { 'app.kubernetes.io/managed-by': 'Helm' } }) },
    ],
    good: [
      alpha({ URL: '{{ .KEY.Value }}' }),
      {
        ...alpha({ URL: '{{ "{{" }} .KEY.Value }}{{ `{{ .KEY.Value }}` }}' }),
        metadata: helm({ labels: { 'app.kubernetes.io/managed-by': 'Helm' } }),
      },
    ],
    message: `${ALPHA_URL} has "{{", which Helm would render itself: escape each as {{ "{{" }}, or apply this manifest without Helm`,
  },
  {
    rule: 'M22',
    what: 'an escape for a Helm that is not there',
    bad: [alpha({ URL: '{{ `{{ .KEY.Value }}` }}' })],
    good: [
      alpha({ URL: '{{ `a text` }}{{ .KEY.Value }}' }),
      {
        ...alpha({ URL: '{{ `{{ .KEY.Value }}` }}' }),
        metadata: helm({ labels: { 'app.kubernetes.io/managed-by': 'Helm' } }),
      },
    ],
    message: `${ALPHA_URL} is escaped for Helm, so that the operator writes the braces and no value: write it without, or label what passes through Helm with app.kubernetes.io/managed-by: Helm`,
  },
  {
    rule: 'M22',
    what: 'the other escape',
    bad: [beta({ URL: '{{ "{{" }} .KEY.Value }}' })],
    good: [beta({ URL: '{{ .KEY.Value }}' })],
    message: `${BETA_URL} is escaped for Helm, so that the operator writes the braces and no value: write it without, or label what passes through Helm with app.kubernetes.io/managed-by: Helm`,
  },
  {
    rule: 'K11',
    what: 'a template that Helm has annotated',
    bad: [{ ...beta({ URL: '{{ .KEY }}' }), metadata: helm({ annotations: { 'meta.helm.sh/release-name': 'x' } }) }],
    good: [{ ...beta({ URL: 'plain' }), metadata: helm({ annotations: { 'meta.helm.sh/release-name': 'x' } }) }],
    message: `${BETA_URL} has "{{", which Helm would render itself: escape each as {{ "{{" }}, or apply this manifest without Helm`,
  },
]);

function helm(metadata: Fields) {
  return { name: 'api', namespace: NAMESPACE, ...metadata };
}

describeRulesWithKeys([
  {
    rule: 'K5',
    what: 'a key that is misspelt',
    keys: ['DATABASE_URL', 'my-key'],
    bad: [alpha({ URL: '{{ .DATABSE_URL.Value }}' })],
    good: [alpha({ URL: '{{ .DATABASE_URL.Value }}{{ (index . "my-key").Value }}' })],
    message: `${ALPHA_URL} uses the key "DATABSE_URL", which is not declared (a missing key would render as "<no value>"): did you mean "DATABASE_URL"?`,
  },
  {
    rule: 'K5',
    what: 'a key that looks like no declared one',
    keys: ['DATABASE_URL'],
    bad: [beta({ URL: '{{ (index $ "other-key").Value }}' })],
    good: [
      beta({
        URL: '{{ .OTHER.Value | default "x" }}{{ if .OTHER }}{{ .OTHER }}{{ end }}{{ range . }}{{ .X }}{{ end }}',
      }),
    ],
    message: `${BETA_URL} uses the key "other-key", which is not declared (a missing key would render as "<no value>"): declare it, or drop it`,
  },
]);

test('K5 leaves a push alone, whose keys are those of a Kubernetes Secret', () => {
  expect(messagesWithKeys('K5', ['A'], [push({ URL: '{{ .OTHER.Value }}' })])).toEqual([]);
  expect(messagesWithKeys('K5', undefined, [alpha({ URL: '{{ .OTHER.Value }}' })])).toEqual([]);
});

test('one mistake is reported by one rule', () => {
  const rules = ['K1', 'K2', 'K3', 'K4', 'K5'];
  const count = (template: string) =>
    rules.flatMap((rule) => messagesWithKeys(rule, ['KEY'], [alpha({ URL: template })])).length;
  for (const template of [
    '{{ .my-key.Value }}',
    '{{ .my.key.Value }}',
    '{{ .KEY.value }}',
    '{{ .KEY }}',
    '{{ KEY }}',
  ]) {
    expect(`${template}: ${count(template)}`).toBe(`${template}: 1`);
  }
});
