import { plainText, withSentences } from '../../../cli/access-report/changes/change-report';
import { changesBetween } from '../../../cli/access-report/changes/compare';
import { textChanges } from '../../../cli/access-report/changes/text';
import { FolderNames } from '../../../cli/access-report/folder-names';
import { pushText } from '../../../cli/access-report/pushes';
import { jsonChanges, markdownChanges } from '../../../cli/report/change-formats';
import { filterReport } from '../../../cli/report/filter';
import { jsonReport } from '../../../cli/report/json';
import { markdownReport } from '../../../cli/report/markdown/report';
import { htmlPage } from '../../../cli/report/page/page';
import { textReport } from '../../../cli/report/text';
import { rolesFor } from '../../../cli/roles/roles';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';
import {
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  PROJECT_ID,
  pushSecret,
  staticSecretPush,
} from '../../validation/manifests';
import { readAs, reported, syncFrom, workload } from '../report/reported';

const push = (spec: Fields) => ({ ...staticSecretPush(), spec }) as Manifest;
/** Where there are several projects, each is named. */
const NAMES = new FolderNames(['shop', PROJECT_ID, 'other']);
const secretRef = { name: 'postgres', namespace: 'databases' };
const target = { projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/postgres' };
const textOf = (spec: Fields) => reported(push(spec)).pushes.map((one) => pushText(one, NAMES));
const NAME = 'InfisicalStaticSecretPush shop/push-web';

describe('a push of v1beta1 is named, and what of it can be read', () => {
  test.each<[string, Fields, string]>([
    [
      'a Secret and a folder',
      { secretRef, targets: [target] },
      'pushes the Secret databases/postgres to shop prod:/postgres, as far as its fields can be read, which are not public',
    ],
    [
      'several of both, in fields of other names',
      {
        push: { secrets: [{ name: 'b' }, { name: 'a', namespace: 'shop' }], other: { kind: 'Secret', name: 'c' } },
        destinations: { projectId: PROJECT_ID, envSlug: 'prod', paths: [{ secretsPath: '/a' }, { secretsPath: '/b' }] },
      },
      `pushes the Secrets b, c and shop/a to ${PROJECT_ID.slice(0, 8)}… prod:/a and ${PROJECT_ID.slice(0, 8)}… prod:/b, as far as its fields can be read, which are not public`,
    ],
    [
      'a folder of which parts cannot be told',
      { secretRef, targets: [{ secretPath: '/postgres' }] },
      'pushes the Secret databases/postgres to ? ?:/postgres, as far as its fields can be read, which are not public',
    ],
    [
      'no Secret',
      { targets: [target] },
      'pushes to shop prod:/postgres: which Secrets cannot be told from its fields, which are not public',
    ],
    [
      'no folder',
      { secretRef },
      'pushes the Secret databases/postgres into Infisical: where to cannot be told from its fields, which are not public',
    ],
    [
      'nothing',
      { whatever: 1 },
      'pushes Secrets into Infisical: which, and where to, cannot be told from its fields, which are not public',
    ],
  ])('%s', (_, spec, text) => {
    expect(textOf(spec)).toEqual([`${NAME} ${text}`]);
  });

  test('a managed Secret is told by its name, and that the push takes every key of it', () => {
    const report = reported(infisicalSecret(), push({ sources: { existingSecret: 'api-secrets' }, targets: [target] }));
    expect(report.pushes[0].secrets).toEqual(['shop/api-secrets']);
    expect(report.rows).toMatchObject([
      { holder: { kind: 'InfisicalStaticSecretPush', name: 'push-web' }, field: 'spec.sources.existingSecret' },
    ]);
  });

  test('no credential of it is repeated', () => {
    const spec = { secretRef, targets: [{ ...target, secretPath: 'https://me:hunter2@example.com' }] };
    expect(textReport(reported(push(spec)))).not.toContain('hunter2');
  });
});

describe('every format has it', () => {
  const known = push({ secretRef, targets: [target] });
  const both = () =>
    reported(syncFrom({}), workload('web', { A: 'A' }), known, { ...push({}), metadata: { name: 'x' } });
  const alone = () => reported(known);

  test.each([
    ['text', textReport],
    ['markdown', markdownReport],
    ['html', htmlPage],
    ['json', jsonReport],
  ])('%s, beside workloads and alone', (_, format) => {
    for (const report of [both(), alone()]) {
      expect(format(report)).toContain(`${NAME} pushes the Secret databases/postgres to prod:/postgres`);
    }
    expect(format(both())).toContain('InfisicalStaticSecretPush x pushes Secrets into Infisical: which, and where to');
  });

  test('text says which environment', () => {
    expect(textReport(alone())).toBe(
      `No workload gets a secret key.\n\npushed  ${NAME} pushes the Secret databases/postgres to prod:/postgres, as far as its fields can be read, which are not public (prod)\n`,
    );
  });

  test('JSON has its parts', () => {
    expect(JSON.parse(jsonReport(alone())).pushes).toMatchObject([
      {
        environment: 'prod',
        resource: { kind: 'InfisicalStaticSecretPush', namespace: 'shop', name: 'push-web' },
        secrets: ['databases/postgres'],
        places: [{ project: 'shop', environment: 'prod', path: '/postgres', recursive: false }],
      },
    ]);
  });

  test('a filter of environments keeps what may be in them', () => {
    const report = reported(syncFrom({ envSlug: 'staging' }), known, { ...push({}), metadata: { name: 'x' } });
    const named = ({ pushes }: typeof report) => pushes.map(({ resource }) => resource.name);
    expect(named(filterReport(report, { environments: ['staging'] }))).toEqual(['x']);
    expect(named(filterReport(report, { environments: ['prod'] }))).toEqual(['x', 'push-web']);
  });
});

describe('a change of it is told, and lets more people read', () => {
  const changes = (before: Manifest[], after: Manifest[]) => changesBetween(reported(...before), reported(...after));
  const sentences = (...sides: Parameters<typeof changes>) =>
    withSentences(changes(...sides)).map(({ changes: [change], pieces }) => `${change.grows} ${plainText(pieces)}`);
  const was = push({ secretRef, targets: [target] });

  test('one more', () => {
    const sentence = 'push-web now pushes the Secret databases/postgres to /postgres in prod';
    expect(sentences([], [was])).toEqual([`true ${sentence}`]);
    expect(textChanges(changes([], [was]))).toBe(`+ ${sentence}\n`);
    expect(markdownChanges(changes([], [was]), 'main')).toContain('now pushes the Secret');
    expect(JSON.parse(jsonChanges(changes([], [was])))).toMatchObject({ grows: true, changes: [{ sentence }] });
  });

  test('another folder', () => {
    expect(sentences([was], [push({ secretRef, targets: [{ ...target, secretPath: '/all' }] })])).toEqual([
      'true push-web now pushes the Secret databases/postgres to /all in prod',
      'false push-web no longer pushes the Secret databases/postgres to /postgres in prod',
    ]);
  });

  test('one of which nothing can be told', () => {
    expect(sentences([], [push({})])).toEqual([
      'true push-web now pushes Secrets that cannot be told from its fields to folders that cannot be told from its fields in dist/prod',
    ]);
    expect(sentences([push({})], [push({})])).toEqual([]);
  });
});

describe('a push of v1alpha1 is told alike, and whole, as its fields are public', () => {
  const OLD = 'InfisicalPushSecret shop/push';
  const pushing = (fields: Fields, spec: Fields = {}) => pushSecret({ push: fields, ...spec });
  const source = { secretName: 'pushed', secretNamespace: 'shop' };
  const generators = ['TOKEN', 'PASSWORD'].map((destinationSecretName) => ({
    destinationSecretName,
    generatorRef: { kind: 'Password', name: 'password' },
  }));
  const data = { URL: '{{ .A.Value }}', DSN: '{{ .B.Value }}' };

  test.each<[string, Fields, string]>([
    ['a Secret', { secret: source }, 'the Secret shop/pushed'],
    ['a Secret without a namespace', { secret: { secretName: 'pushed' } }, 'the Secret pushed'],
    ['some keys of it', { secret: { ...source, template: { data } } }, 'DSN and URL of the Secret shop/pushed'],
    [
      'all of it, and what a template makes',
      { secret: { ...source, template: { includeAllSecrets: true, data } } },
      'the Secret shop/pushed',
    ],
    ['no key of it', { secret: { ...source, template: { data: {} } } }, 'no key of the Secret shop/pushed'],
    ['generators', { generators }, 'a generated PASSWORD and TOKEN'],
    ['both', { secret: source, generators }, 'the Secret shop/pushed, and a generated PASSWORD and TOKEN'],
    ['neither', {}, 'nothing'],
  ])('%s', (_, fields, what) => {
    expect(reported(pushing(fields)).pushes.map((one) => pushText(one, NAMES))).toEqual([
      `${OLD} pushes ${what} to shop prod:/pushed`,
    ]);
  });

  test('a destination of which parts cannot be told', () => {
    const [one] = reported(pushing({ secret: source }, { destination: { projectSlug: 'shop' } })).pushes;
    expect(pushText(one, NAMES)).toBe(`${OLD} pushes the Secret shop/pushed to shop ?:?`);
    expect(one.environment).toBe('');
  });

  test('what is no name of a key is not repeated', () => {
    const text = 'hunter2 is the password';
    const one = { destinationSecretName: text, generatorRef: { kind: 'Password', name: 'password' } };
    expect(textReport(reported(pushing({ generators: [one] })))).not.toContain('hunter2');
  });

  test.each([
    ['text', textReport],
    ['markdown', markdownReport],
    ['html', htmlPage],
    ['json', jsonReport],
  ])('in %s, beside workloads and alone', (_, format) => {
    const one = pushing({ secret: source, generators });
    const what = `${OLD} pushes the Secret shop/pushed, and a generated PASSWORD and TOKEN to prod:/pushed`;
    expect(format(reported(one))).toContain(what);
    expect(format(reported(syncFrom({}), workload('web', { A: 'A' }), one))).toContain(what);
  });

  test('JSON has its parts', () => {
    const one = pushing({ secret: { ...source, template: { data } }, generators });
    expect(JSON.parse(jsonReport(reported(one))).pushes).toMatchObject([
      { secrets: ['shop/pushed'], templated: ['DSN', 'URL'], generated: ['PASSWORD', 'TOKEN'] },
    ]);
  });

  describe('a change', () => {
    const changes = (before: Manifest[], after: Manifest[]) => changesBetween(reported(...before), reported(...after));
    const was = pushing({ secret: source });
    const TO = 'to /pushed in prod';

    test('one more lets more people read, one less does not', () => {
      const sentence = `push now pushes the Secret shop/pushed ${TO}`;
      expect(textChanges(changes([], [was]))).toBe(`+ ${sentence}\n`);
      expect(JSON.parse(jsonChanges(changes([], [was])))).toMatchObject({ grows: true, changes: [{ sentence }] });
      expect(markdownChanges(changes([], [was]), 'main')).toContain(
        '**+** `push` now pushes the Secret `shop/pushed` to',
      );
      expect(textChanges(changes([was], []))).toBe(`- push no longer pushes the Secret shop/pushed ${TO}\n`);
      expect(changes([was], [was])).toEqual([]);
    });

    test('of the destination, the Secret, the keys and the generators', () => {
      const part = pushing({ secret: { ...source, template: { data } } });
      const more = pushing({ secret: source, generators });
      const elsewhere = pushing(
        { secret: source },
        { destination: { projectSlug: 'shop', environmentSlug: 'prod', secretsPath: '/all' } },
      );
      const grows = (before: Manifest, after: Manifest) => changes([before], [after]).map((change) => change.grows);
      expect(grows(was, elsewhere)).toEqual([true, false]);
      expect(grows(was, pushing({ secret: { ...source, secretName: 'other' } }))).toEqual([true, false]);
      expect(grows(part, was)).toEqual([true, false]);
      expect(grows(was, more)).toEqual([true, false]);
      expect(grows(part, pushing({ secret: { ...source, template: { data: { ...data, C: '' } } } }))).toEqual([
        true,
        false,
      ]);
    });

    test('to less of the same lets nobody read more', () => {
      const part = pushing({ secret: { ...source, template: { data } } });
      expect(textChanges(changes([was], [part]))).toBe(
        `~ push now pushes DSN and URL of the Secret shop/pushed ${TO}\n- push no longer pushes the Secret shop/pushed ${TO}\n`,
      );
      expect(changes([pushing({ secret: source, generators })], [was]).some(({ grows }) => grows)).toBe(false);
    });
  });
});

describe('the role of its identity', () => {
  const rolesOf = (spec: Fields) => rolesFor('operator', readAs([push(spec), infisicalAuth(), infisicalConnection()]));
  const infisicalAuthRef = { name: 'auth', namespace: 'shop' };

  test('may read, create, edit and delete at each target', () => {
    const { roles, without } = rolesOf({ infisicalAuthRef, targets: [target, { ...target, secretPath: '/copy' }] });
    expect(roles).toHaveLength(1);
    expect(roles[0].identity).toContain('shop/infisical-credentials');
    expect(roles[0].permissions).toMatchObject(
      ['/copy', '/postgres'].map((path) => ({
        action: ['create', 'delete', 'describeSecret', 'edit', 'readValue'],
        conditions: { environment: { $eq: 'prod' }, secretPath: { $eq: path } },
      })),
    );
    expect(roles[0].notes.join()).toContain('see that each of its targets is in this role');
    expect(without).toEqual([]);
  });

  test.each<[string, Fields]>([
    ['no folder', { infisicalAuthRef }],
    ['a folder without a project', { infisicalAuthRef, targets: [{ environmentSlug: 'prod', secretPath: '/a' }] }],
    ['a folder without a path', { infisicalAuthRef, targets: [{ projectSlug: 'shop', environmentSlug: 'prod' }] }],
  ])('is said to be missing where it cannot be told: %s', (_, spec) => {
    expect(rolesOf(spec)).toEqual({
      roles: [],
      without: [
        `${NAME} has a target that nobody here can read, as the fields of its kind are not public: it needs to read, create, edit and delete secrets there`,
      ],
    });
  });
});
