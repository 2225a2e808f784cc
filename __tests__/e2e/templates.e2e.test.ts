import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { ApiGeneration, InfisicalAuth, SyncedSecret, TemplateValue } from '../../lib';

const { concat, key, text } = TemplateValue;

/** Go's own templates with the functions that the operator offers too: helm renders what the operator would. */
const SECRETS = {
  HOST: 'db.example.com',
  USER: 'shop@example.com',
  PASSWORD: 'p"a\\ss: {{ "x" }}\n# two lines',
  'api-token': 'dashed',
  EMPTY: '',
  NUMBER: '007',
};

const VALUES = {
  URL: concat(text('postgres://'), key('USER').urlEncoded(), text('@'), key('HOST'), text('/shop')),
  DASHED: concat(text('{'), key('api-token'), text('}')),
  LITERAL: text('{{ .HOST }} is not a "template"'),
  COPY: key('PASSWORD'),
  EMPTY_TOO: key('EMPTY'),
};
const RENDERED = {
  URL: 'postgres://shop%40example.com@db.example.com/shop',
  DASHED: '{dashed}',
  LITERAL: '{{ .HOST }} is not a "template"',
  COPY: SECRETS.PASSWORD,
  EMPTY_TOO: '',
};

let folder: string;

beforeAll(() => {
  if (spawnSync('helm', ['version']).status !== 0) {
    throw new Error('helm does not run: call ".ci/install-system-programs FOLDER" and put FOLDER on PATH');
  }
  folder = mkdtempSync(join(tmpdir(), 'templates-'));
  mkdirSync(join(folder, 'templates'));
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: templates\nversion: 1.0.0\n');
});

afterAll(() => rmSync(folder, { recursive: true }));

describe.each(Object.values(ApiGeneration))('the templates of %s', (generation) => {
  test('compose values', () => {
    for (const [name, template] of Object.entries(templatesOf(generation, VALUES))) {
      if (name === '') expect(parse(rendered(template))).toEqual({ ...SECRETS, ...RENDERED });
      else expect(rendered(template)).toBe(RENDERED[name as keyof typeof RENDERED]);
    }
  });

  test.each(['HSOT', 'api-tokn'])('fail for the missing key %s, and name it', (missing) => {
    const [template = ''] = Object.values(templatesOf(generation, { URL: concat(key('HOST'), key(missing)) }));
    expect(() => rendered(template)).toThrow(`key ${missing} is missing in Infisical project shop (prod:/)`);
  });
});

/** The templates by key; the one text of v1beta1 has none. */
function templatesOf(generation: ApiGeneration, secretTemplate: { [key: string]: TemplateValue }) {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
  const [credentials, source] = [{ name: 'login' }, { projectSlug: 'shop', environment: 'prod' }];
  const auth = InfisicalAuth.universal({ credentials });
  new SyncedSecret(chart, 'shop', { auth, source, generation, secretTemplate });
  const [{ spec }] = chart.toJson();
  const { data } = (spec.targets ?? spec.managedKubeSecretReferences)[0].template;
  return typeof data === 'string' ? { '': data } : (data as { [key: string]: string });
}

function rendered(template: string): string {
  const values = Object.entries(SECRETS).map(([name, Value]) => [name, { Value, SecretPath: '/' }]);
  writeFileSync(join(folder, 'values.json'), JSON.stringify({ secrets: Object.fromEntries(values), template }));
  const call =
    '{{ dict "out" (tpl (printf "{{ with .Values.secrets }}{{ template \\"t\\" . }}{{ end }}{{ define \\"t\\" }}%s{{ end }}" .Values.template) .) | toRawJson }}';
  writeFileSync(join(folder, 'templates/out.yaml'), call);
  const { status, stdout, stderr } = spawnSync('helm', ['template', '.', '-f', 'values.json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return parse(stdout).out;
}
