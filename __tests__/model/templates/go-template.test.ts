import { readTemplate } from '../../../lib/model/templates/go-template';

describe('reads without a problem', () => {
  test.each([
    ['no action at all', 'postgres://localhost'],
    ['JSON, whose braces are text', '{"a":{"b":1}}'],
    ['trim markers', 'a {{- .KEY.Value -}} b'],
    ['an action over several lines', '{{ .KEY.Value\n  | quote\n}}'],
    ['a comment with an action in it', '{{/* {{ .OLD.Value }} "*/}}'],
    ['a trimmed comment', 'a {{- /* {{ end }} */ -}} b'],
    ['braces in a text', '{{ "}} {{" }}'],
    ['an escaped quote in a text', '{{ "a\\"}}b" }}'],
    ['braces in a raw text', '{{ `}} {{ if` }}'],
    ['a character', "{{ index .KEY.Value 0 | eq '}' }}"],
    ['numbers', '{{ add 1 -2 0x1F 1.5e3 .5 1_000 }}'],
    ['a negative number right behind the braces', '{{-3}}'],
    ['parentheses and a field of their result', '{{ ((index . "my-key")).Value | quote }}'],
    ['all blocks', '{{ if .A }}a{{ else if .B }}b{{ else }}c{{ end }}{{ with .A }}{{ .Value }}{{ else }}{{ end }}'],
    ['a range with two variables', '{{ range $k, $v := . }}{{ $k }}={{ $v.Value }}{{ break }}{{ end }}'],
    ['a variable that is set anew', '{{ $x := 1 }}{{ if .A }}{{ $x = 2 }}{{ end }}{{ $x }}'],
    ['a definition', '{{ define "t" }}{{ .Anything.at.all }}{{ end }}{{ template "t" . }}'],
    ['a block', '{{ block "t" .KEY }}{{ .Value }}{{ end }}'],
    ['letters beyond ASCII', '{{ .SCHLÜSSEL.Value }}'],
  ])('%s', (_, source) => {
    expect(readTemplate(source).problem).toBeUndefined();
  });
});

describe('finds', () => {
  test.each([
    ['{{ .KEY.Value', '"{{" is never closed with "}}"'],
    ['{{ .KEY.Value }', 'unexpected "}" in an action'],
    ['{{ if .KEY }}x', '"{{ if }}" is never closed with "{{ end }}"'],
    ['{{ range . }}{{ with .A }}{{ end }}', '"{{ range }}" is never closed with "{{ end }}"'],
    ['x{{ end }}', '"{{ end }}" closes nothing'],
    ['{{ else }}', '"{{ else }}" belongs to nothing'],
    ['{{ if .A }}{{ else }}{{ else }}{{ end }}', '"{{ else }}" belongs to nothing'],
    ['{{ range . }}{{ else if .A }}{{ end }}', '"{{ else }}" takes nothing, or "if" with a condition'],
    ['{{ break }}', '"{{ break }}" stands outside of a range'],
    ['{{ end x }}', '"{{ end }}" takes nothing'],
    ['{{ if }}x{{ end }}', 'a value is missing in an action'],
    ['{{ }}', 'a value is missing in an action'],
    ['{{ .KEY.Value | }}', 'a value is missing in an action'],
    ['{{ quote (.KEY.Value }}', '"(" is never closed with ")"'],
    ['{{ quote .KEY.Value) }}', '")" closes nothing'],
    ['{{ printf("%s") }}', 'a blank is missing before "("'],
    ['{{ "a""b" }}', 'a blank is missing before a text'],
    ['{{ "a }}', 'a text in " is never closed'],
    ['{{ `a }}', 'a text in ` is never closed'],
    ['{{ .KEY.Value-}}', 'a blank is missing before "-}}"'],
    ['{{ /* x */ }}', 'a comment must touch its braces: write "{{/* … */}}" or "{{- /* … */ -}}"'],
    ['{{/* x }}', 'a comment is never closed with "*/}}"'],
    ['{{ $x }}', 'the variable "$x" is not declared'],
    ['{{ if .A }}{{ $x := 1 }}{{ end }}{{ $x }}', 'the variable "$x" is not declared'],
    ['{{ $x = 1 }}', 'the variable "$x" is not declared'],
    ['{{ .KEY := 1 }}', 'only a variable such as "$name" can be set'],
    ['{{ my-key }}', 'unexpected "-" after "my"'],
    ['{{ define x }}{{ end }}', '"{{ define }}" needs a name in quotes'],
    ['{{ if .A }}{{ define "x" }}{{ end }}{{ end }}', '"{{ define }}" stands inside a block'],
    ['{{ .KEY.Value, 1 }}', 'a blank is missing before ","'],
    ['{{ .KEY. }}', 'a blank is missing before "."'],
  ])('%s: %s', (source, problem) => {
    expect(readTemplate(source).problem).toBe(problem);
  });
});

describe('looks up', () => {
  const lookup = (key: string, ...fields: string[]) => ({ key, fields, optional: false });

  test.each([
    ['{{ .KEY.Value }}', [lookup('KEY', 'Value')]],
    ['{{ .KEY.SecretPath }}', [lookup('KEY', 'SecretPath')]],
    ['{{ .KEY }}', [lookup('KEY')]],
    ['{{ $.KEY.Value }}', [lookup('KEY', 'Value')]],
    ['{{ .my.key.Value }}', [lookup('my', 'key', 'Value')]],
    ['{{ (index . "my-key").Value }}', [lookup('my-key', 'Value')]],
    ['{{ (index $ `my-key`).Value }}', [lookup('my-key', 'Value')]],
    ['{{ index . "KEY" }}', [lookup('KEY')]],
    ['{{ printf "%s" .A.Value | quote }}{{ upper (.B.Value) }}', [lookup('A', 'Value'), lookup('B', 'Value')]],
    ['{{ $x := .KEY.Value }}{{ $x }}', [lookup('KEY', 'Value')]],
    ['{{ range . }}{{ .Value }}{{ $.KEY.Value }}{{ end }}', [lookup('KEY', 'Value')]],
    ['{{ range . }}{{ end }}{{ .KEY.Value }}', [lookup('KEY', 'Value')]],
    ['{{ "{{ .TEXT.Value }}" }}{{/* {{ .COMMENT.Value }} */}}', []],
    ['{{ (fromJson .KEY.Value).anything }}', [lookup('KEY', 'Value')]],
    ['{{ define "t" }}{{ .X.y }}{{ $.Z.y }}{{ end }}', []],
    ['{{ KEY.Value }}', []],
  ])('%s', (source, lookups) => {
    expect(readTemplate(source).lookups).toEqual(lookups);
  });

  test.each([
    '{{ .KEY.Value | default "x" }}',
    '{{ default "x" (.KEY.Value) }}',
    '{{ if .KEY }}{{ end }}',
    '{{ with $.KEY }}{{ end }}',
  ])('%s, which provides for a missing key', (source) => {
    expect(readTemplate(source).lookups).toEqual([expect.objectContaining({ key: 'KEY', optional: true })]);
  });

  test('a key without need where a condition has asked for it', () => {
    const { lookups } = readTemplate('{{ if .KEY }}{{ .KEY.Value }}{{ end }}{{ .KEY.Value }}');
    expect(lookups.map(({ optional }) => optional)).toEqual([true, true, false]);
  });

  test('all secrets, where it goes through them', () => {
    expect(readTemplate('{{ range . }}{{ end }}').usesAll).toBe(true);
    expect(readTemplate('{{ (index . "KEY").Value }}').usesAll).toBe(false);
  });
});

test.each([
  ['{{ .my-key.Value }}', ['my-key']],
  ['{{ .1KEY.Value }}', ['1KEY']],
  ['{{ $.my-key.SecretPath | quote }}', ['my-key']],
  ['{{ quote (.my-key) }}', ['my-key']],
  ['{{ .folder.my-key.Value }}', ['folder.my-key']],
  ['{{ .123.Value }}', ['123']],
  ['{{ .5 }}', []],
  ['{{ .KEY_1.Value }}', []],
])('finds odd keys in %s: %j', (source, keys) => {
  const template = readTemplate(source);
  expect(template.problem).toBeUndefined();
  expect(template.oddKeys).toEqual(keys);
});

test('counts the operands of calls, piped ones included', () => {
  expect(readTemplate('{{ .A.Value | trunc 5 | quote }}{{ secretFrom "/x" "Y" }}{{ KEY.Value }}').calls).toEqual([
    { name: 'trunc', operands: 2, fields: [] },
    { name: 'quote', operands: 1, fields: [] },
    { name: 'secretFrom', operands: 2, fields: [] },
    { name: 'KEY', operands: 0, fields: ['Value'] },
  ]);
});

test('sees a bare secret only where it is written', () => {
  const bare = (source: string) => readTemplate(source).outputs.map(({ bareKey }) => bareKey);
  expect(bare('{{ .KEY }}')).toEqual(['KEY']);
  expect(bare('{{ .KEY | quote }}')).toEqual(['KEY']);
  expect(bare('{{ .KEY | toRawJson }}')).toEqual([undefined]);
  expect(bare('{{ $x := .KEY }}{{ if .KEY }}{{ end }}')).toEqual([]);
});
