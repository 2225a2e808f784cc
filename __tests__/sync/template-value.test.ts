import type { Chart } from 'cdk8s';
import {
  ApiGeneration,
  InfisicalRules,
  ManagedSecretType,
  SecretProjection,
  SyncedSecret,
  type SyncedSecretProps,
  TemplateValue,
} from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, printedLines, synthesize, synthesizeOne } from '../synthesis';

const { key, text, concat, raw } = TemplateValue;
const templateOf = (secretTemplate: SyncedSecretProps['secretTemplate']) =>
  synthesizeOne('InfisicalSecret', (chart) => new SyncedSecret(chart, 'shop', { ...SYNC, secretTemplate })).spec
    .managedKubeSecretReferences[0].template;

describe('a value', () => {
  const guard = (name: string) =>
    `{{ if .${name} }}{{ else }}{{ fail "key ${name} is missing in Infisical project shop (prod:/)" }}{{ end }}`;

  test.each<[string, TemplateValue, string]>([
    ['a key', key('TOKEN'), `${guard('TOKEN')}{{ .TOKEN.Value }}`],
    [
      'a key that is no Go identifier',
      key('api-token'),
      '{{ $found := false }}{{ range $key, $secret := . }}{{ if eq $key "api-token" }}{{ $found = true }}{{ end }}{{ end }}{{ if not $found }}{{ fail "key api-token is missing in Infisical project shop (prod:/)" }}{{ end }}{{ (index . "api-token").Value }}',
    ],
    ['text', text('plain "text"'), 'plain "text"'],
    ['text that looks like a template', text('{{ .TOKEN }}'), '{{ "{{ .TOKEN }}" }}'],
    ['text that would run into the action after it', concat(text('{'), text('{x}')), '{{ "{" }}{x}'],
    [
      'a connection URL',
      concat(text('postgres://'), key('USER').urlEncoded(), text('@db/'), key('USER')),
      `${guard('USER')}postgres://{{ urlquery (.USER.Value) | replace "+" "%20" }}@db/{{ .USER.Value }}`,
    ],
    ['encoded text', text('a b').urlEncoded(), '{{ urlquery "a b" | replace "+" "%20" }}'],
    [
      'a URL in the query of another',
      concat(text('?next='), concat(text('/'), key('USER').urlEncoded()).urlEncoded()),
      `${guard('USER')}?next={{ urlquery "/" | replace "+" "%20" }}{{ urlquery (urlquery (.USER.Value) | replace "+" "%20") | replace "+" "%20" }}`,
    ],
    ['text with what YAML parsers misread', text('a\u0085\u007f\ufeff\n'), '{{ "a\\u0085\\u007f\\ufeff\\n" }}'],
    ["a template of one's own", raw('{{ .A.Value | upper }}').urlEncoded(), '{{ .A.Value | upper }}'],
  ])('%s', (_, value, expected) => {
    expect(templateOf({ OUT: value }).data).toEqual({ OUT: expected });
  });
});

test.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [Symbol('x'), 'a symbol'],
  [() => 1, 'a function'],
])('what is no text is refused with its place: %p', (nothing, found) => {
  const OUT = text(nothing as unknown as string).urlEncoded();
  expect(errorsOf((chart) => new SyncedSecret(chart, 'shop', { ...SYNC, secretTemplate: { OUT } }))).toEqual([
    `[project/shop] secretTemplate["OUT"].text must be text, found ${found} (N5)`,
  ]);
});

test('composed values stand beside all other secrets', () => {
  expect(templateOf({ OUT: text('x') })).toEqual({ includeAllSecrets: true, data: { OUT: 'x' } });
});

describe('beside all other secrets in v1beta1, as one text', () => {
  const textOf = (secretTemplate: SyncedSecretProps['secretTemplate']): string => {
    const props = { ...SYNC, generation: ApiGeneration.V1BETA1, secretTemplate };
    return synthesizeOne('InfisicalStaticSecret', (chart) => new SyncedSecret(chart, 'shop', props)).spec.targets[0]
      .template.data;
  };

  test('every value is in base64, for the parser of the operator refuses or changes some characters', () => {
    const url = concat(text('//'), key('USER').urlEncoded());
    expect(textOf({ URL: url, A: key('USER').urlEncoded() })).toBe(
      '{{ if .USER }}{{ else }}{{ fail "key USER is missing in Infisical project shop (prod:/)" }}{{ end }}' +
        '{{ range $key, $secret := . }}{{ if not (has $key (list "A" "URL")) }}' +
        '{{ $key | toRawJson }}: !!binary {{ $secret.Value | b64enc | quote }}\n{{ end }}{{ end }}' +
        '"A": !!binary {{ (urlquery (.USER.Value) | replace "+" "%20") | b64enc | quote }}\n' +
        '"URL": !!binary {{ printf "%s%s" ("//") (urlquery (.USER.Value) | replace "+" "%20") | b64enc | quote }}\n',
    );
  });

  test('the order of the declaration is not in it', () => {
    const [a, b, c] = [key('C'), key('B'), key('A')];
    expect(textOf({ a, b, c })).toBe(textOf({ c, b, a }));
  });
});

test.each([
  ['text', text],
  ['raw', raw],
])('half of a character in %s is an error, for Go would fail the sync on it', (part, make) => {
  const secretTemplate = { OUT: concat(text('ok'), make('\ud83d {{')) };
  expect(errorsOf((chart) => new SyncedSecret(chart, 'shop', { ...SYNC, secretTemplate }))).toEqual([
    `[project/shop] secretTemplate["OUT"].${part} has half of a character (a lone surrogate), which no file can hold: take it out (N5)`,
  ]);
});

describe('SecretProjection.SELECTED', () => {
  const declare = (props: Partial<SyncedSecretProps>) => (chart: Chart) => {
    const secret = new SyncedSecret(chart, 'shop', { ...SYNC, projection: SecretProjection.SELECTED, ...props });
    secret.envValue('B');
    secret.envValue('A');
  };

  test('makes the managed Secret hold the keys that workloads select, in both generations', () => {
    const [{ spec }] = synthesize(declare({}));
    const { template } = spec.managedKubeSecretReferences[0];
    expect(Object.keys(template.data)).toEqual(['A', 'B']);
    expect(template).not.toHaveProperty('includeAllSecrets');
    const [beta] = synthesize(declare({ generation: ApiGeneration.V1BETA1 }));
    expect(beta.spec.targets[0].template).toEqual({ engineVersion: 'v1', data: template.data });
  });

  test('takes a composed value before a key of the same name', () => {
    const [{ spec }] = synthesize(declare({ secretTemplate: { A: text('a') } }));
    expect(spec.managedKubeSecretReferences[0].template.data.A).toBe('a');
  });

  test('fails where nothing is selected, which would write an empty Secret', () => {
    const props = { ...SYNC, projection: SecretProjection.SELECTED };
    expect(errorsOf((chart) => new SyncedSecret(chart, 'shop', props))).toEqual([
      '[project/shop] no key of "shop" is selected, so that it would be empty: let a workload select keys, or use SecretProjection.ALL (M12)',
    ]);
    const tls = { ...props, secretType: ManagedSecretType.of('kubernetes.io/tls') };
    expect(errorsOf((chart) => new SyncedSecret(chart, 'shop', tls))).toEqual([expect.stringContaining('(M12)')]);
  });

  test.each([ApiGeneration.V1ALPHA1, ApiGeneration.V1BETA1])(
    'writes none where that is suppressed, and never all (%s)',
    (generation) => {
      const objects = synthesize((chart) => {
        const secret = new SyncedSecret(chart, 'shop', { ...SYNC, generation, projection: SecretProjection.SELECTED });
        InfisicalRules.suppress(secret, 'M12', 'selected from next week on');
      });
      const { spec } = objects.find(({ kind }) => /Infisical(?:Static)?Secret$/.test(kind));
      const [{ template }] = spec.managedKubeSecretReferences ?? spec.targets;
      expect(template.data).toEqual({});
      expect(template).not.toHaveProperty('includeAllSecrets');
    },
  );
});

describe('a raw template is checked', () => {
  const errors = (template: string) =>
    errorsOf((chart) => new SyncedSecret(chart, 'shop', { ...SYNC, secretTemplate: { OUT: raw(template) } }));

  test.each([
    ['an action that does not end', '{{ .A.Value', /^\[project\/shop\] .*\(K\d+\)$/],
    ['a block that does not end', '{{ if .A }}x', /^\[project\/shop\] .*\(K\d+\)$/],
    ['a function that does not exist', '{{ toUper .A.Value }}', /toUper/],
  ])('%s', (_, template, message) => {
    expect(errors(template)).toEqual([expect.stringMatching(message)]);
  });

  test('what changes on every run is a warning, for it would write the Secret again and again', () => {
    synthesize((chart) => new SyncedSecret(chart, 'shop', { ...SYNC, secretTemplate: { OUT: raw('{{ now }}') } }));
    expect(printedLines()).toEqual([expect.stringMatching(/^warning: \[project\/shop\] .*"now".*\(K\d+\)$/)]);
  });
});
