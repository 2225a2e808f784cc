import fc from 'fast-check';
import { readAgentTemplate } from '../../lib/model/templates/agent-calls';
import { CONFIGURATION } from '../../lib/validation/rules/agent-injector/injected';
import { goAnswer } from './go-answer';

interface Read {
  readonly address: string;
  readonly files: readonly { readonly path: string; readonly calls: readonly string[][]; readonly error?: string }[];
  readonly error?: string;
}

/** What the libraries of the agent read in each configuration. */
function readByGo(configurations: readonly string[]): Read[] {
  return goAnswer('agent-reads', configurations) as Read[];
}

function configurationWith(template: string): string {
  const base64 = Buffer.from(template).toString('base64');
  return `templates:\n  - destination-path: /run/a/b\n    base64-template-content: ${base64}\n`;
}

const PIECES = fc.constantFrom(
  ...['{{ end }}', '{{ else }}', '{{ range listSecrets "p" "e" "/" }}', '{{ if eq .Key "A" }}', '{{ with .Key }}'],
  ...['{{ $x := "e" }}', '{{ $x }}', '{{ $all := secret "p" "e" "/" }}', '{{ range $i, $s := $all }}', '{{ .Value }}'],
  ...[
    '{{ getSecretByName "p" "e" "/" "A" }}',
    '{{ (getSecretByName "p" $x "/" "B").Value | b64enc }}',
    '{{ getSecret "a" }}',
  ],
  ...[
    '{{ env "A" }}',
    '{{ upper (trim "a") }}',
    '{{- /* it */ -}}',
    '{{ "A" | getSecretByName "p" "e" "/" }}',
    'text\n',
  ],
  ...[
    '{{',
    '}}',
    '{{ "',
    '{{ ) }}',
    '{{ break }}',
    '{{ define "t" }}',
    '{{ template "t" . }}',
    '{{ dynamic_secret "s" "e" "/" "d" }}',
  ],
);
const TEMPLATES = fc
  .sample(
    fc.array(PIECES, { maxLength: 8 }).map((pieces) => pieces.join('')),
    { numRuns: 4_000, seed: 1 },
  )
  .filter(Boolean);

test('Go refuses the templates of which we say so, and no other', () => {
  const read = readByGo(TEMPLATES.map(configurationWith));
  const wrong = TEMPLATES.flatMap((template, i) => {
    const { problem, unknownFunctions } = readAgentTemplate(template);
    const isRefused = problem !== undefined || unknownFunctions.length > 0;
    const { error } = read[i].files[0];
    return isRefused === (error !== undefined) ? [] : [{ template, problem, unknownFunctions, error }];
  });
  expect(wrong).toEqual([]);
  expect(read.filter(({ files: [{ error }] }) => error === undefined).length).toBeGreaterThan(300);
});

test('what a template asks for when Go runs it is among what we read in it, with the same texts', () => {
  const read = readByGo(TEMPLATES.map(configurationWith));
  let count = 0;
  for (const [i, template] of TEMPLATES.entries()) {
    const calls = readAgentTemplate(template).calls.map((call) => [call.name, ...call.arguments]);
    for (const asked of read[i].files[0].calls) {
      count++;
      const isSame = calls.some(
        (call) => call.length === asked.length && call.every((one, j) => one === undefined || one === asked[j]),
      );
      if (!isSame) throw new Error(`${template} asks for ${asked.join(' ')}`);
    }
  }
  expect(count).toBeGreaterThan(200);
});

test('a configuration is read as go-yaml does', () => {
  const [read] = readByGo([CONFIGURATION]);
  expect(read.files).toEqual([
    {
      path: '/run/api/env',
      calls: [['getSecretByName', '44444444-0000-4000-8000-000000000004', 'prod', '/api', 'TOKEN']],
    },
  ]);
});
