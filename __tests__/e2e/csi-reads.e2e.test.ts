import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { mountedFileProblem } from '../../lib/model/delivery/secrets-store-csi/mounted-file';
import type { Manifest } from '../../lib/model/manifest';
import { readYaml } from '../../lib/model/yaml-in-text/read-yaml';
import { checkManifests } from '../../lib/validation/check-manifests';
import { UNREAD_FORMS, WRITTEN_FORMS } from '../model/yaml-in-text/written-forms';

interface Answer {
  readonly secrets?: readonly unknown[];
  readonly keys?: readonly string[];
  readonly problem?: string;
}

/** What the driver's own code, and the provider's reader of YAML, say of each. */
function answersTo(questions: readonly object[]): Answer[] {
  const { stdout, stderr, status } = spawnSync('go', ['run', '.'], {
    cwd: join(__dirname, '../../tools/csi-reads'),
    input: questions.map((one) => `${JSON.stringify(one)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect({ stderr, status }).toEqual({ stderr: expect.not.stringMatching(/panic|cannot/), status: 0 });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

/** A list that is read here, as the provider keeps it; undefined where it could not keep it. */
function secretsOf(content: unknown): unknown[] | undefined {
  if (content === null) return [];
  if (!Array.isArray(content)) return undefined;
  const secrets = content.map((item: unknown) => {
    if (item === null) return { fileName: '', secretPath: '', secretKey: '' };
    if (typeof item !== 'object' || Array.isArray(item)) return undefined;
    const fields = ['fileName', 'secretPath', 'secretKey'].map((name) => [
      name,
      (item as Record<string, unknown>)[name] ?? '',
    ]);
    return fields.every(([, value]) => typeof value === 'string') ? Object.fromEntries(fields) : undefined;
  });
  return secrets.includes(undefined) ? undefined : secrets;
}

const VALUE = fc.constantFrom(
  ...[
    '/a',
    'KEY',
    '"q"',
    "'it''s'",
    '007',
    'true',
    'yes',
    '~',
    '',
    '1.0',
    '0x1F',
    '2020-01-01',
    'a#b',
    'a # b',
    'a: b',
    '[a]',
    '{ a: b }',
  ],
  ...[
    '*a',
    '&a b',
    '!!str 1',
    '@a',
    '`a`',
    '%a',
    '|\n    block',
    '>-\n    folded\n    text',
    'a\n    b',
    '"\\u00e9\\n"',
    '.',
    '-',
    '- a',
    '?',
    ':a',
    'a:b',
    'é',
    '<<',
  ],
);
const NAME = fc.constantFrom(
  'secretPath',
  'secretKey',
  'fileName',
  'secretKey',
  'path',
  '"fileName"',
  '<<',
  'secretKey ',
  '? a',
);
const ITEM = fc
  .array(fc.tuple(NAME, VALUE, fc.constantFrom(': ', ':', ':  ', ' : ', ':\t')), { minLength: 1, maxLength: 3 })
  .map((fields) => `- ${fields.map(([name, value, colon]) => `${name}${colon}${value}`).join('\n  ')}`);
const FLOW = fc
  .array(fc.tuple(NAME, VALUE), { maxLength: 3 })
  .map((fields) => `- { ${fields.map(([name, value]) => `${name}: ${value.replaceAll('\n', ' ')}`).join(', ')} }`);
const LISTS = fc.sample(
  fc.array(fc.oneof(ITEM, FLOW), { minLength: 1, maxLength: 3 }).map((items) => `${items.join('\n')}\n`),
  { numRuns: 20_000, seed: 1 },
);

test('a list that is read here is read so by the provider', () => {
  const texts = [...WRITTEN_FORMS, ...UNREAD_FORMS, ...LISTS];
  const answers = answersTo(texts.map((list) => ({ list })));
  expect(answers).toHaveLength(texts.length);
  let read = 0;
  const different = texts.flatMap((text, i) => {
    const { content, problem } = readYaml(text);
    if (problem !== undefined) return [];
    read++;
    const own = secretsOf(content);
    const { secrets = [], problem: refused } = answers[i];
    const isAlike = refused === undefined ? JSON.stringify(own) === JSON.stringify(secrets) : own === undefined;
    return isAlike ? [] : [{ text, own, secrets, refused }];
  });
  expect(different.slice(0, 5)).toEqual([]);
  expect(read).toBeGreaterThan(2_000);
});

test('a file is told that the driver does not write, and no other', () => {
  const names = [
    ...[
      'a',
      'a/b',
      'tls/key.pem',
      '/a',
      '',
      '..',
      '../a',
      'a/../b',
      'a/..',
      '..a',
      'a/..b',
      './a',
      'a/.',
      'a//b',
      'a/',
      '.',
      ' ',
    ],
    ...[
      '.a',
      '...',
      '..a/b',
      'a'.repeat(255),
      'a'.repeat(256),
      'é'.repeat(128),
      `${'a/'.repeat(2_048)}a`,
      'a\\b',
      'a\nb',
    ],
  ];
  const answers = answersTo(names.map((file) => ({ file })));
  const told = names.filter((name) => name === '' || mountedFileProblem(name) !== undefined);
  // The driver finds only when it writes that this is the folder itself.
  expect(told).toEqual(names.filter((name, i) => name === '.' || answers[i].problem !== undefined));
});

const PARAMETERS = {
  authMethod: 'kubernetes',
  identityId: 'a',
  projectId: '22222222-0000-4000-8000-000000000002',
  envSlug: 'prod',
  secrets: '- { secretKey: PIN, fileName: pin }\n- { secretKey: KEY, fileName: tls/key }\n',
};

/** Whether one of some rules tells of a class. */
function isTold(rules: readonly string[], spec: object): boolean {
  const manifest = {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    metadata: { name: 'dock', namespace: 'port' },
    spec: { provider: 'infisical', parameters: PARAMETERS, ...spec },
  } as unknown as Manifest;
  return checkManifests([manifest]).some(({ rule }) => rules.includes(rule));
}

test('a windowDuration is told that Go does not take, and no other', () => {
  const durations = [
    '5',
    '5m',
    '0',
    '0s',
    '-5m',
    '+5m',
    '1h30m',
    '1.5h',
    '.5s',
    '5 m',
    '5M',
    'm',
    '1d',
    '5µs',
    '0.0s',
    '9999999999h',
    '1h-5m',
    '+0',
  ];
  const answers = answersTo(durations.map((duration) => ({ duration })));
  const told = durations.filter((windowDuration) => isTold(['D18'], { parameters: { ...PARAMETERS, windowDuration } }));
  expect(told).toEqual(durations.filter((_, i) => answers[i].problem !== undefined));
});

test('a Secret is told that the driver does not make, and no other', () => {
  const data = [{ objectName: 'pin', key: 'PIN' }];
  const objects = [
    { secretName: 'a', type: 'Opaque', data },
    { secretName: 'a', type: 'Opaque', data: [{ objectName: ' tls/key ', key: ' KEY' }] },
    { secretName: 'a', data },
    { type: 'Opaque', data },
    { secretName: 'a', type: 'Opaque' },
    { secretName: 'a', type: 'Opaque', data: [] },
    { secretName: 'a', type: 'Opaque', data: [{ objectName: 'PIN', key: 'PIN' }] },
    { secretName: 'a', type: 'Opaque', data: [{ objectName: 'key', key: 'KEY' }] },
    { secretName: 'a', type: 'Opaque', data: [{ objectName: 'pin' }] },
    { secretName: 'a', type: 'Opaque', data: [{ key: 'PIN' }] },
    { secretName: 'a', type: 'Opaque', data: [{ objectName: ' ', key: 'PIN' }] },
    { secretName: 'a', type: 'kubernetes.io/tls', data },
  ];
  const answers = answersTo(objects.map((object) => ({ object, files: ['pin', 'tls/key'] })));
  const told = objects.filter((object) => isTold(['D16', 'D17', 'D24'], { secretObjects: [object] }));
  expect(told).toEqual(objects.filter((_, i) => answers[i].problem !== undefined));
  expect(answers[1].keys).toEqual(['KEY']);
});
