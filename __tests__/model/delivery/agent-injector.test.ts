import { toldOf } from './deliveries-of-yaml';

const OWL = `
apiVersion: v1
kind: ConfigMap
metadata: { name: owl-agent, namespace: wood }
data:
  config.yaml: |
    infisical:
      address: https://secrets.wood.example
      auth:
        type: kubernetes
        config:
          identity-id: 33333333-0000-4000-8000-000000000003
    templates:
      - destination-path: /run/owl/db.env
        template-content: |
          {{ with getSecretByName "44444444-0000-4000-8000-000000000004" "prod" "/owl" "DB_PASSWORD" }}
          PASSWORD={{ .Value }}
          {{ end }}
      - destination-path: /run/owl/all.env
        template-content: |
          {{- range secret "44444444-0000-4000-8000-000000000004" "prod" "/shared" \`{"recursive": true}\` }}
          {{ .Key }}={{ .Value }}
          {{- end }}
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: owl, namespace: wood }
spec:
  selector: { matchLabels: { app: owl } }
  template:
    metadata:
      labels: { app: owl }
      annotations:
        org.infisical.com/inject: "true"
        org.infisical.com/inject-mode: sidecar-init
        org.infisical.com/agent-config-map: owl-agent
    spec:
      containers:
        - { name: app, image: "example/owl:1", command: [sh, -c, ". /run/owl/all.env && exec owl"] }
`;

const NEWT = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: newt
  namespace: wood
  annotations: { org.infisical.com/inject: "true" }
spec:
  selector: { matchLabels: { app: newt } }
  template:
    metadata:
      labels: { app: newt }
      annotations:
        org.infisical.com/inject: "True"
        org.infisical.com/agent-config-map: newt-agent
    spec:
      automountServiceAccountToken: false
      containers: [{ name: app, image: "example/newt:1" }]
`;

const PLACE = 'https://secrets.wood.example | 44444444-0000-4000-8000-000000000004 | prod:';

const TEMPLATE = `{{ with getSecretByName "44444444-0000-4000-8000-000000000004" "prod" "/owl" "DB_PASSWORD" }}
          PASSWORD={{ .Value }}
          {{ end }}`;

const withTemplate = (template: string) => OWL.replace(TEMPLATE, template);

/** The needs of the first template of the owl, where it is another one. */
function askedWith(template: string) {
  const { needs, unread } = toldOf(withTemplate(template));
  return { needs: needs.slice(0, -1), unread };
}

const ALL_ENV = `ConfigMap data["config.yaml"]:14 ${PLACE}/shared/** | *`;

test('templates tell which keys are asked for, with their lines, and which files of all containers they become', () => {
  expect(toldOf(OWL)).toEqual({
    needs: [`ConfigMap data["config.yaml"]:9 ${PLACE}/owl | DB_PASSWORD`, ALL_ENV],
    files: ['owl /run/owl/db.env: DB_PASSWORD', 'owl /run/owl/all.env: *'],
    unread: [],
  });
});

const INJECT = 'org.infisical.com/inject';
const onPod = (value: string) => NEWT.replace('inject: "True"', `inject: ${value}`);

test.each([
  ['another text, which the injector ignores', '"True"', 'is "True", which the injector ignores: '],
  ['a boolean, which the API server refuses', 'true', 'is the boolean true, which the API server refuses: '],
  ['a number', '1', 'is the number 1, which the API server refuses: '],
  ['filled in later', '"${INJECT}"', 'is "${INJECT}", so that it is known only later '],
])('what a pod was to get is not known where its annotation is %s', (_, value, why) => {
  expect(toldOf(onPod(value))).toEqual({
    needs: [],
    files: [],
    unread: [
      expect.stringContaining(
        `Deployment spec.template.metadata.annotations["${INJECT}"] the annotation "${INJECT}" ${why}`,
      ),
    ],
  });
});

test('nor where only what makes the pods has the annotation', () => {
  expect(toldOf(NEWT.replace('        org.infisical.com/inject: "True"\n', '')).unread).toEqual([
    `Deployment metadata.annotations["${INJECT}"] the annotation "${INJECT}" on the Deployment itself has no effect: its pods get no agent`,
  ]);
});

test.each(['"false"', 'false', '"off"', '""', '0'])('a pod whose annotation is %s is left alone', (value) => {
  expect(toldOf(onPod(value))).toEqual({ needs: [], files: [], unread: [] });
});

test.each([
  [
    'the ConfigMap is elsewhere',
    OWL.replace('name: owl-agent,', 'name: barn-agent,'),
    'Deployment spec.template.metadata.annotations["org.infisical.com/agent-config-map"] the ConfigMap "owl-agent", which tells the agent what to fetch, is in none of the files: read it with the others',
  ],
  [
    'it is that of another namespace',
    OWL.replace('name: owl-agent, namespace: wood', 'name: owl-agent, namespace: barn'),
    'Deployment spec.template.metadata.annotations["org.infisical.com/agent-config-map"] the ConfigMap "owl-agent", which tells the agent what to fetch, is in none of the files: read it with the others',
  ],
  [
    'none is named',
    OWL.replace('        org.infisical.com/agent-config-map: owl-agent\n', ''),
    'Deployment spec.template.metadata.annotations["org.infisical.com/inject"] no ConfigMap for the agent is named: add the annotation org.infisical.com/agent-config-map',
  ],
  [
    'its key has another name',
    OWL.replace('config.yaml: |', 'config.yml: |'),
    'Deployment spec.template.metadata.annotations["org.infisical.com/agent-config-map"] the ConfigMap "owl-agent" has no config.yaml, from which the injector reads what to fetch',
  ],
  [
    'the YAML in it is not read',
    OWL.replace('type: kubernetes', 'type: *login'),
    'ConfigMap data["config.yaml"]:3 the configuration of the agent is not read: an alias (*) is not read here',
  ],
  [
    'a slash follows /api in the address',
    OWL.replace('https://secrets.wood.example', 'https://secrets.wood.example/api/'),
    'ConfigMap data["config.yaml"]:1 the configuration of the agent is not read: the address ends in a slash behind "/api", to which the agent adds another "/api": write "https://secrets.wood.example"',
  ],
  ...[
    ['address', 'addres', 1],
    ['type', 'typ', 3],
    ['identity-id', 'identityId', 5],
    ['templates', 'template', 6],
  ].map(([name, other, line]) => [
    `${name} is misspelt`,
    OWL.replace(`${name}:`, `${other}:`),
    `ConfigMap data["config.yaml"]:${line} the configuration of the agent is not read: "${other}" is no field of the agent, which ignores it: did you mean "${name}"?`,
  ]),
])('nothing is known of what the agent fetches where %s', (_, yaml, unread) => {
  expect(toldOf(yaml)).toEqual({ needs: [], files: [], unread: [unread] });
});

test('a ConfigMap without a namespace may be the one of the pod', () => {
  expect(toldOf(OWL.replace('owl-agent, namespace: wood', 'owl-agent')).unread).toEqual([]);
});

test.each([
  [
    'a variable that holds one text',
    '{{ $e := "prod" }}{{ (getSecretByName "p" $e "owl" "A").Value }}',
    ['p | prod:/owl | A'],
  ],
  ['a pipe', '{{ $a := "A" | getSecretByName "p" "prod" "/" }}{{ $a.Value }}', ['p | prod:/ | A']],
  [
    'a slug',
    '{{ range listSecretsByProjectSlug "owl-1" "prod" "/x" }}{{ .Value }}{{ end }}',
    ['slug owl-1 | prod:/x | *'],
  ],
  [
    'keys that are picked from a list',
    '{{ range listSecrets "p" "prod" "/" }}{{ if eq .Key "A" "B" }}{{ .Value }}{{ else if eq .Key "C" }}{{ .Value }}{{ end }}{{ end }}',
    ['p | prod:/ | A', 'p | prod:/ | B', 'p | prod:/ | C'],
  ],
  [
    'a list of which something else is written too',
    '{{ range listSecrets "p" "prod" "/" }}{{ if eq .Key "A" }}{{ .Value }}{{ end }}{{ .Comment }}{{ end }}',
    ['p | prod:/ | *'],
  ],
  [
    'a list in a variable',
    '{{ $all := listSecrets "p" "prod" "/" }}{{ range $all }}{{ if eq .Key "A" }}{{ .Value }}{{ end }}{{ end }}',
    ['p | prod:/ | A'],
  ],
  [
    'a list in a variable that is written as a whole, too',
    '{{ $all := listSecrets "p" "prod" "/" }}{{ range $all }}{{ if eq .Key "A" }}{{ .Value }}{{ end }}{{ end }}{{ toJson $all }}',
    ['p | prod:/ | *'],
  ],
  ['a dynamic secret, which is no key', '{{ with dynamicSecret "p" "prod" "/" "db" }}{{ .PASSWORD }}{{ end }}', []],
])('%s in a template', (_, template, places) => {
  const needs = places.map((place) => `ConfigMap data["config.yaml"]:9 https://secrets.wood.example | ${place}`);
  expect(askedWith(template)).toEqual({ needs, unread: [] });
});

test.each([
  ['an argument that is no text', '{{ getSecretByName .project "prod" "/" "A" }}', 'getSecretByName'],
  ['an argument that is filled in later', '{{ getSecretByName "${PROJECT}" "prod" "/" "A" }}', 'getSecretByName'],
  ['a variable with two texts', '{{ $e := "a" }}{{ $e = "b" }}{{ listSecrets "p" $e "/" }}', 'listSecrets'],
  ['options from elsewhere', '{{ secret "p" "prod" "/" .options }}', 'secret'],
])('%s is told as unread', (_, template, name) => {
  expect(askedWith(template)).toEqual({
    needs: [],
    unread: [
      `ConfigMap data["config.yaml"]:9 what the template asks for with ${name} is not known before the agent runs: write its arguments as texts in quotes, or look at the keys by hand`,
    ],
  });
});

test('a template that Go does not read, one that is a file and one that is no base64 are unread', () => {
  const of = (template: string) =>
    toldOf(OWL.replace(/template-content: \|\n {10}\{\{ with[\s\S]*?end \}\}/, template)).unread;
  expect(of("template-content: '{{ with getSecretByName'")).toEqual([
    'ConfigMap data["config.yaml"]:8 the template is none that Go reads: "{{" is never closed with "}}"',
  ]);
  expect(of('source-path: /etc/owl.tmpl')).toEqual([
    'ConfigMap data["config.yaml"]:8 the template is a file of the container of the agent, which nobody can read here: put its text into template-content',
  ]);
  expect(of('base64-template-content: "###"')).toEqual([
    'ConfigMap data["config.yaml"]:8 base64-template-content is no base64: what the template asks for is not known',
  ]);
});

test('a template in base64 is read', () => {
  const encoded = Buffer.from('ü {{ (getSecretByName "p" "prod" "/ü" "A").Value }}').toString('base64');
  const yaml = OWL.replace(
    /template-content: \|\n {10}\{\{ with[\s\S]*?end \}\}/,
    `base64-template-content: ${encoded}`,
  );
  expect(toldOf(yaml).needs).toContain(
    'ConfigMap data["config.yaml"]:8 https://secrets.wood.example | p | prod:/ü | A',
  );
});

test('a container that mounts something else in the same folder sees no file', () => {
  const yaml = OWL.replace(
    'containers:\n',
    'containers:\n        - { name: side, image: "example/side:1", volumeMounts: [{ name: own, mountPath: /run/owl }] }\n',
  );
  expect(toldOf(yaml).files).toEqual(['owl/app /run/owl/db.env: DB_PASSWORD', 'owl/app /run/owl/all.env: *']);
});

test('files without a destination get the default ones of the injector', () => {
  const yaml = OWL.replace('destination-path: /run/owl/db.env', 'destination-path: ""');
  expect(toldOf(yaml).files[0]).toBe('owl /shared/infisical-secrets-1: DB_PASSWORD');
});

test('where only the destination of a file is misspelt, what the agent asks for is known', () => {
  const { needs, unread } = toldOf(
    OWL.replace('destination-path: /run/owl/db.env', 'destinationPath: /run/owl/db.env'),
  );
  expect({ needs, unread }).toEqual({ needs: toldOf(OWL).needs, unread: [] });
});
