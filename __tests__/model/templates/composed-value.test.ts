import { TemplateValue } from '../../../lib';
import { composedValue, composedYamlValue } from '../../../lib/model/templates/composed-value';
import { managedTemplate } from '../../../lib/sync/managed-template';

const HOST = { key: 'HOST' };

describe('what a template writes is text and values in a row', () => {
  test.each<[string, unknown]>([
    ['', []],
    ['plain', [{ text: 'plain' }]],
    ['{{ .HOST.Value }}', [HOST]],
    ['{{.HOST.Value}}', [HOST]],
    ['{{ $.HOST.Value }}', [HOST]],
    ['{{ (index . "HOST").Value }}', [HOST]],
    ['{{ (index . "with-dash").Value }}', [{ key: 'with-dash' }]],
    ['pg://u:{{ .HOST.Value }}@db', [{ text: 'pg://u:' }, HOST, { text: '@db' }]],
    ['{{ "a{{b" }}', [{ text: 'a{{b' }]],
    ['{{ `a\\n` }}', [{ text: 'a\\n' }]],
    ['{{ printf "%s:%s" .HOST.Value "5432" }}', [HOST, { text: ':' }, { text: '5432' }]],
    ['{{ printf "100%% %v" .HOST.Value }}', [{ text: '100% ' }, HOST]],
    ['a {{- /* nothing */ -}} b', [{ text: 'a' }, { text: 'b' }]],
    ['a  {{- .HOST.Value -}}\n b', [{ text: 'a' }, HOST, { text: 'b' }]],
    ['a {{ .HOST.Value }} b', [{ text: 'a ' }, HOST, { text: ' b' }]],
    ['{{ if .HOST }}{{ else }}{{ fail "no \\"HOST\\"" }}{{ end }}{{ .HOST.Value }}', [HOST]],
  ])('%j', (template, parts) => {
    expect(composedValue(template)).toEqual(parts);
  });

  test.each([
    '{{ .HOST.Value | upper }}',
    '{{ upper .HOST.Value }}',
    '{{ .HOST }}',
    '{{ .HOST.SecretPath }}',
    '{{ if .HOST }}{{ .HOST.Value }}{{ end }}',
    '{{ range $k, $v := . }}{{ $v.Value }}{{ end }}',
    '{{ $x := .HOST.Value }}{{ $x }}',
    '{{ printf "%d" .HOST.Value }}',
    '{{ printf "%s" }}',
    '{{ now }}',
    '{{ with .HOST }}{{ .Value }}{{ end }}',
    '{{ .HOST.Value',
  ])('or something else: %j', (template) => {
    expect(composedValue(template)).toBeUndefined();
  });
});

describe('in a template that is one text of YAML', () => {
  test.each<[string, unknown]>([
    ['A: {{ .HOST.Value | quote }}', [HOST]],
    ['"A": {{ .HOST.Value | toRawJson }}', [HOST]],
    ['A: "x{{ .HOST.Value }}"', [{ text: 'x' }, HOST]],
    ["A: 'x'", [{ text: 'x' }]],
    ['A: !!binary {{ .HOST.Value | b64enc | quote }}', [HOST]],
    ['A: {{ .HOST.Value }}', [HOST]],
    ['A: pg://{{ .HOST.Value }}/x', [{ text: 'pg://' }, HOST, { text: '/x' }]],
    ['A: {{ .HOST.Value | b64enc | quote }}', undefined],
    ['A: |', undefined],
    ['A: "a\\n"', undefined],
    ['A: x # {{ .HOST.Value }}', undefined],
    ['A: *anchor', undefined],
  ])('%j', (line, parts) => {
    expect(composedYamlValue(line)).toEqual(parts);
  });
});

test('what TemplateValue writes is read again, whichever form it has', () => {
  const { key, text, concat } = TemplateValue;
  const url = concat(text('pg://{{u}}:'), key('DB_PASSWORD'), text('@db/{'), key('my-key'));
  const parts = [{ text: 'pg://{{u}}:' }, { key: 'DB_PASSWORD' }, { text: '@db/{' }, { key: 'my-key' }];
  const { data } = managedTemplate({ URL: url }, false, 'prod:/');
  expect(composedValue((data as Record<string, string>).URL)).toEqual(parts);
  const asText = managedTemplate({ URL: url }, true, 'prod:/', 'v1beta1' as never).data as string;
  expect(composedYamlValue(asText.split('\n').at(-2) ?? '')).toEqual(parts);
  const encoded = managedTemplate({ URL: key('A').urlEncoded() }, false, 'prod:/').data as Record<string, string>;
  expect(composedValue(encoded.URL)).toBeUndefined();
});
