import fc from 'fast-check';
import { stringify } from 'yaml';
import { type AppModel, modelOf } from '../../lib/model/app-model';
import { deliveriesOf } from '../../lib/model/delivery/deliveries';
import type { FurtherKeys } from '../../lib/model/delivery/delivery';
import type { Manifest } from '../../lib/model/manifest';
import type { ExampleObjects } from '../../lib/validation/example';
import { RULES } from '../../lib/validation/rules';
import { goAnswer } from './go-answer';

/*
 * The code of External Secrets Operator itself, as old as the module proxy has it in whole: v0.16.2. What the tests ask of
 * it has stayed the same up to v2.9.0.
 */

interface Answer {
  readonly names?: Readonly<Record<string, string | null>>;
  readonly keys?: readonly string[];
  readonly error?: string;
}

function answersTo(questions: readonly object[]): Answer[] {
  return goAnswer('external-secrets-reads', questions) as Answer[];
}

const STORE = {
  apiVersion: 'external-secrets.io/v1',
  kind: 'SecretStore',
  metadata: { name: 'infisical', namespace: 'shop' },
  spec: { provider: { infisical: { auth: {}, secretsScope: { projectSlug: 'shop', environmentSlug: 'prod' } } } },
};

function read(spec: object): AppModel {
  const metadata = { name: 'api', namespace: 'shop' };
  const secret = {
    ...STORE,
    kind: 'ExternalSecret',
    metadata,
    spec: { secretStoreRef: { name: 'infisical' }, ...spec },
  };
  return modelOf([STORE, secret].map((manifest) => ({ manifest: manifest as unknown as Manifest })));
}

const writtenBy = (app: AppModel) => deliveriesOf(app)[0]?.written[0];

const ATOMS = [
  ...['A', '_', 'DB_', '[A-Z]', '[^_]', '(DB|A)', '(?:A|B)', '^', '$', '.', '\\d', '\\w', '\\b', '-', '(?P<n>[A-Z])'],
  ...[
    '[[:alpha:]]',
    '[[:digit:]_]',
    '\\.',
    '[\\w-]',
    '[]a]',
    '\\A',
    '\\z',
    '(?i)',
    '\\S',
    'x{2}',
    'a{1,2}',
    '(?=A)',
    '\\1',
  ],
];
const SOURCE = fc
  .array(fc.tuple(fc.constantFrom(...ATOMS), fc.constantFrom('', '', '', '+', '*', '?', '+?')), { maxLength: 5 })
  .map((parts) => parts.map((part) => part.join('')).join(''));
const TARGET = fc.constantFrom('', 'x', '_', '$1', '${1}_', '$n', '${n}y', '$1x', '$$', '$', '$2', '$01', '$1é');
const NAME = fc.string({ unit: fc.constantFrom(...'ABDX_12ax-.é'), minLength: 1, maxLength: 12 });
const TEMPLATE = fc.constantFrom(
  ...['{{ .value }}', 'x_{{ .value | upper }}', '{{ $.value | lower }}_y', '{{ upper .value | trimPrefix "A" }}'],
  ...[
    '{{ .value | replace "_" "-" | trimSuffix "X" }}',
    '{{ printf "A%s" .value }}',
    '{{ printf "%s" (lower .value) }}',
  ],
  ...['{{ regexReplaceAll "^(A|B)_?" .value "$1-" }}', '{{ trim .value }}{{ .value }}', 'A', '', '{{ "B" }}'],
  ...[
    '{{ .value | title }}',
    '{{ if .value }}A{{ end }}',
    '{{- .value -}}',
    '{{ .other }}',
    '{{ .value',
    '{{ replace "" "x" .value }}',
  ],
  ...[
    '{{ .value | replace "A" }}',
    '{{ .value | nothing }}',
    '{{ .value "x" }}',
    '{{/* A */}}B',
    '{{ .value.x }}',
    'x}}',
  ],
);
const ENTRY = fc.record(
  {
    find: fc.record(
      { name: fc.record({ regexp: SOURCE }), conversionStrategy: fc.constantFrom('Default', 'Unicode') },
      { requiredKeys: ['conversionStrategy'] },
    ),
    rewrite: fc.array(
      fc.oneof(
        { weight: 3, arbitrary: fc.record({ regexp: fc.record({ source: SOURCE, target: TARGET }) }) },
        { weight: 1, arbitrary: fc.record({ transform: fc.record({ template: TEMPLATE }) }) },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  },
  { requiredKeys: ['find'] },
);

/** The name of a key as we tell it; null where it is not asked for or gets none, undefined where we do not know. */
function nameGivenBy(further: FurtherKeys | undefined, name: string): string | null | undefined {
  const [need] = further?.needs ?? [];
  if (need === undefined || further?.naming?.nameOf === undefined) return undefined;
  return need.matches?.(name) === false ? null : further.naming.nameOf(name);
}

test('the names that keys get are those that the operator gives, or unknown', () => {
  const questions = fc.sample(fc.record({ entry: ENTRY, names: fc.array(NAME, { minLength: 1, maxLength: 5 }) }), {
    numRuns: 8000,
    seed: 1,
  });
  let [same, unknown] = [0, 0];
  answersTo(questions).forEach(({ names, error }, i) => {
    const { entry } = questions[i] ?? {};
    const app = read({ dataFrom: [entry] });
    const further = writtenBy(app)?.further?.[0];
    if (error !== undefined) {
      // What Go cannot read, we do not claim to.
      const isKnown = further?.naming?.nameOf !== undefined && nameGivenBy(further, 'A') !== undefined;
      expect({ entry, error, isKnown }).toMatchObject({ isKnown: false });
      return;
    }
    for (const [name, given] of Object.entries(names ?? {})) {
      const told = nameGivenBy(further, name);
      const soleSources = typeof given === 'string' ? further?.naming?.soleSourcesOf?.(given) : undefined;
      if (entry?.rewrite && typeof told === 'string' && soleSources) expect(soleSources).toContain(name);
      if (told === undefined) unknown++;
      else {
        expect({ entry, name, told }).toEqual({ entry, name, told: given });
        same++;
      }
    }
  });
  expect(same).toBeGreaterThan(4000);
  expect(unknown).toBeGreaterThan(0);
});

test.each([
  ['data', { data: { url: '{{ .a }}:{{ .b }}', 'x.y': '{{ index . "a" | upper }}' } }],
  ['a literal', { data: { c: 'x' }, templateFrom: [{ literal: 'a: {{ .a | quote }}\n"b": x\n# c\nd: |\n  e: f\n' }] }],
])('the keys of a Secret with %s are those that the operator writes', (_, template) => {
  const data = ['a', 'b'].map((secretKey) => ({ secretKey, remoteRef: { key: secretKey.toUpperCase() } }));
  const [answer] = answersTo([{ fetched: { a: '1', b: '2' }, template }]);
  const written = writtenBy(read({ data, target: { template } }));
  expect(written?.further).toBeUndefined();
  expect([...(written?.keys.keys() ?? [])].sort()).toEqual([...(answer?.keys ?? [])].sort());
});

test('what a template looks up and is not fetched, the operator refuses', () => {
  const [missing, indexed] = answersTo([
    { fetched: { a: '1' }, template: { data: { url: '{{ if .b }}{{ .b }}{{ end }}' } } },
    { fetched: { a: '1' }, template: { data: { url: '{{ index . "b" }}' } } },
  ]);
  expect(missing?.error).toContain('no entry for key');
  expect(indexed?.error).toBeUndefined();
});

test('the operator decodes each good example of the rules, and no field that is called unknown', () => {
  const examples = RULES.filter(({ id }) => id.startsWith('O')).flatMap(({ id, good, bad }) =>
    [good, bad].flatMap((example, i) =>
      (example as ExampleObjects).objects
        .filter(({ apiVersion, kind }) => apiVersion === 'external-secrets.io/v1' && kind !== 'PushSecret')
        .map((object) => ({ kind: object.kind, object: stringify(object), isBad: i === 1 && id === 'O18' }))
        // These are newer.
        .filter(({ object }) => !/caProvider|tokenAuthCredentials/.test(object)),
    ),
  );
  const answers = answersTo(examples);
  examples.forEach(({ isBad, object }, i) => {
    expect({ object, error: answers[i]?.error }).toEqual({
      object,
      error: isBad ? expect.stringContaining('unknown field') : undefined,
    });
  });
  expect(examples.length).toBeGreaterThan(40);
});
