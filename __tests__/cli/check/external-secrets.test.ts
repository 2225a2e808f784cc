import { foldersToAsk } from '../../../cli/access/folders-to-ask';
import { accessIn } from '../../../cli/access/key-uses';
import { accessReport } from '../../../cli/access-report/access-report';
import { keyName } from '../../../cli/access-report/access-row';
import { evaluate } from '../../../cli/check/evaluate';
import { messageOf } from '../../../cli/check/report';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { filterReport } from '../../../cli/report/filter';
import { noticesOf } from '../../../cli/report/notices';

const store = (name: string, path: string) => `apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: ${name}, namespace: tea }
spec:
  provider:
    infisical:
      auth: { tokenAuthCredentials: { accessToken: { name: login, key: token } } }
      secretsScope: { projectSlug: tea, environmentSlug: prod, secretsPath: ${path} }
---
`;

const TAKES_PASSWORD = 'env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: app, key: PASSWORD } } }]';

/** An ExternalSecret with these entries, and a Pod that takes the key PASSWORD of its Secret. */
function manifestsOf(spec: string, container = TAKES_PASSWORD) {
  const text = `${store('web', '/web')}${store('other', '/other')}apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: app, namespace: tea }
spec:
  secretStoreRef: { name: web }
  ${spec}
---
apiVersion: v1
kind: Pod
metadata: { name: app, namespace: tea }
spec:
  containers:
    - name: app
      image: app:1
      ${container}
`;
  return manifestsIn(text, 'app.yaml').manifests;
}

interface Checked {
  readonly spec: string;
  readonly container?: string;
  /** The keys of each folder. */
  readonly keys: { readonly [path: string]: readonly string[] };
}

/** What is told of the keys that are taken, and what is unread. */
function checked({ spec, container, keys }: Checked) {
  const { uses, unfollowed } = accessIn(manifestsOf(spec, container));
  const folders = foldersToAsk(uses);
  const outcomes = folders.map(({ environment, path = '/' }) => {
    const own = keys[path] ?? [];
    return { listing: own.length === 0 ? [] : [{ environment, path, imported: false, keys: own }] };
  });
  const told = evaluate({ uses, folders, outcomes }).flatMap((report) =>
    report.keys.flatMap((key) =>
      key.users
        .filter(({ as }) => !as.startsWith('field spec.dataFrom'))
        .map(({ line }) => `${line} ${key.status}: ${messageOf({ ...key, users: [] }, report)}`),
    ),
  );
  return { told, unread: unfollowed.map(({ line, message }) => `${line} ${message}`) };
}

const AT_WEB = 'in project "tea" at prod:/web';
const NOTHING_UNREAD: readonly string[] = [];

const prefixed = (find = '{}') => `dataFrom: [{ find: ${find}, rewrite: [{ regexp: { source: ^DB_, target: "" } }] }]`;
const TWO = 'dataFrom: [{ find: {} }, { find: {}, sourceRef: { storeRef: { name: other } } }]';

describe('a key that a rewrite gives another name', () => {
  test.each([
    ['a regular expression', prefixed(), 'DB_PASSWORD'],
    [
      'several of them',
      'dataFrom: [{ find: {}, rewrite: [{ regexp: { source: "-", target: _ } }, { regexp: { source: "^(db|DB)_(.*)$", target: $2 } }] }]',
      'db-PASSWORD',
    ],
    [
      'a template',
      `dataFrom: [{ find: {}, rewrite: [{ transform: { template: '{{ .value | trimPrefix "db_" | upper }}' } }] }]`,
      'db_password',
    ],
  ])('is there by %s, under its own name', (_, spec, key) => {
    expect(checked({ spec, keys: { '/web': ['PORT', key] } })).toEqual({
      told: [`33 ok: the key "${key}" exists ${AT_WEB}`],
      unread: NOTHING_UNREAD,
    });
  });

  test('is missing where no key of the place gets that name', () => {
    expect(checked({ spec: prefixed(), keys: { '/web': ['DB_USER'] } })).toEqual({
      told: [
        `33 missing: a key that becomes "PASSWORD" is missing or not visible ${AT_WEB}: none of the keys there does`,
      ],
      unread: NOTHING_UNREAD,
    });
  });

  test('is missing where it would not be found', () => {
    const spec = prefixed('{ name: { regexp: ^APP_ } }');
    expect(checked({ spec, keys: { '/web': ['APP_DB', 'DB_PASSWORD'] } }).told).toEqual([
      expect.stringContaining('33 missing: a key that becomes "PASSWORD"'),
    ]);
  });

  test('is asked for by its own name where only one key can get the other one', () => {
    const spec = prefixed('{ name: { regexp: ^DB_ } }');
    expect(checked({ spec, keys: { '/web': ['DB_PASWORD'] } }).told).toEqual([
      `33 missing: the key "DB_PASSWORD" is missing or not visible ${AT_WEB}: did you mean "DB_PASWORD"?`,
    ]);
  });

  test('was meant by one that gets nearly that name', () => {
    expect(checked({ spec: prefixed(), keys: { '/web': ['DB_PASWORD'] } }).told).toEqual([
      expect.stringContaining('did you mean "PASWORD", which "DB_PASWORD" becomes?'),
    ]);
  });

  test('is there by chance where several get that name', () => {
    expect(checked({ spec: prefixed(), keys: { '/web': ['DB_PASSWORD', 'PASSWORD'] } }).told).toEqual([
      expect.stringMatching(
        /^33 duplicate: .*"DB_PASSWORD" and "PASSWORD" become "PASSWORD", and which value stays is left to chance/,
      ),
    ]);
  });

  describe('by the conversion that takes place without a rewrite', () => {
    const container = 'env: [{ name: A_B, valueFrom: { secretKeyRef: { name: app, key: A_B } } }]';
    const spec = 'dataFrom: [{ find: {} }]';
    const toldWith = (...keys: string[]) => checked({ spec, container, keys: { '/web': keys } }).told;

    test.each([['A B'], ['A_B'], ['A/B']])('is there where %j is', (key) => {
      expect(toldWith(key)).toEqual([expect.stringMatching(/^33 ok: /)]);
    });

    test('is asked for by its own name where nothing becomes it', () => {
      expect(toldWith('A_C')).toEqual([expect.stringContaining('33 missing: the key "A_B" is missing')]);
    });

    test('is told of once, whoever takes it', () => {
      const again =
        'dataFrom: [{ find: {} }]\n---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: again, namespace: tea }\nspec:\n  secretStoreRef: { name: web }\n  dataFrom: [{ find: {} }]';
      const both = container.replace(' }]', ' }, { name: C, valueFrom: { secretKeyRef: { name: again, key: A_B } } }]');
      const uses = accessIn(manifestsOf(again, both)).uses;
      const folders = foldersToAsk(uses);
      const outcomes = folders.map(() => ({
        listing: [{ environment: 'prod', path: '/web', imported: false, keys: ['A_B'] }],
      }));
      const named = evaluate({ uses, folders, outcomes }).flatMap(({ keys }) =>
        keys.filter(({ key }) => key === 'A_B'),
      );
      expect(named.map(({ status, users }) => [status, users.length])).toEqual([['ok', 2]]);
    });

    test('fails where two become it', () => {
      expect(toldWith('A B', 'A_B')).toEqual([
        expect.stringMatching(
          /^33 duplicate: .*become "A_B", so that External Secrets fails and writes nothing: rename one of them/,
        ),
      ]);
    });
  });

  test('is missing for a template of the ExternalSecret too, on its line', () => {
    const spec = `${prefixed()}\n  target:\n    template:\n      data:\n        url: "x:{{ .PASSWORD }}"`;
    const container = 'env: [{ name: URL, valueFrom: { secretKeyRef: { name: app, key: url } } }]';
    expect(checked({ spec, container, keys: { '/web': ['DB_USER'] } }).told).toEqual([
      expect.stringContaining('28 missing: a key that becomes "PASSWORD"'),
      expect.stringContaining('37 missing: a key that becomes "PASSWORD"'),
    ]);
    expect(checked({ spec, container, keys: { '/web': ['DB_PASSWORD'] } }).told).toEqual([
      `28 ok: the key "DB_PASSWORD" exists ${AT_WEB}`,
      `37 ok: the key "DB_PASSWORD" exists ${AT_WEB}`,
    ]);
  });
});

describe('a key of which nobody can say whether a rewrite gives it', () => {
  test.each([
    ['a merge', '{ merge: {} }', 'the merge gives names that stand in the values of the keys'],
    [
      'a template that is not computed',
      '{ transform: { template: "{{ .value | title }}" } }',
      'the template "{{ .value | title }}" is not computed here',
    ],
  ])('is unread with %s, on its line', (_, operation, problem) => {
    const spec = `dataFrom: [{ find: {}, rewrite: [${operation}] }]`;
    expect(checked({ spec, keys: { '/web': ['DB_PASSWORD'] } }).unread).toEqual([
      `24 ${problem}: whether the Secret "app" gets "PASSWORD" cannot be known. Fetch that key under "data", by its name`,
    ]);
    const whole = { spec, container: 'envFrom: [{ secretRef: { name: app } }]', keys: { '/web': ['DB_PASSWORD'] } };
    expect(checked(whole).unread).toEqual([]);
  });

  test('could not be checked where the rest of the Secret has none', () => {
    const spec = `dataFrom: [{ find: {} }, { find: {}, rewrite: [{ merge: {} }] }]`;
    expect(checked({ spec, keys: { '/web': ['PASSWORD'] } }).told).toEqual([
      `33 ok: the key "PASSWORD" exists ${AT_WEB}`,
    ]);
    expect(checked({ spec, keys: { '/web': ['A'] } }).told).toEqual([
      expect.stringContaining('33 unchecked: the key "PASSWORD"'),
    ]);
  });
});

describe('a key of one of several folders', () => {
  test.each([
    ['the first', { '/web': ['PASSWORD'], '/other': ['A'] }, 'prod:/web'],
    ['the last', { '/web': ['A'], '/other': ['PASSWORD'] }, 'prod:/other'],
    ['both, of which the last counts', { '/web': ['PASSWORD'], '/other': ['PASSWORD'] }, 'prod:/other'],
  ])('is there in %s', (_, keys, place) => {
    expect(checked({ spec: TWO, keys }).told).toEqual([
      `33 ok: the key "PASSWORD" exists in project "tea" at ${place}`,
    ]);
  });

  test('is missing where none has it', () => {
    expect(checked({ spec: TWO, keys: { '/web': ['A'], '/other': ['B'] } }).told).toEqual([
      '33 missing: the key "PASSWORD" is missing or not visible in project "tea" at prod:/web, prod:/other',
    ]);
  });

  test('may be a member of a secret that is taken apart', () => {
    const spec = 'dataFrom: [{ find: {} }, { extract: { key: JSON } }]';
    expect(checked({ spec, keys: { '/web': ['JSON'] } }).told).toEqual([
      `33 ok: the key "JSON" exists ${AT_WEB}`,
      `33 optional-missing: the key "PASSWORD" is missing, but optional ${AT_WEB}: what else the Secret is made of may bring it`,
    ]);
  });
});

describe('the report of a renamed key', () => {
  const rowsOf = (spec: string) => accessReport(manifestsOf(spec));
  const taken = (spec: string) =>
    rowsOf(spec)
      .rows.filter(({ holder }) => holder.kind === 'Pod')
      .map(keyName);

  test('names it where only one can get the name, and else how it comes', () => {
    expect(taken(prefixed('{ name: { regexp: ^DB_ } }'))).toEqual(['DB_PASSWORD']);
    expect(taken(prefixed())).toEqual(['a key that becomes "PASSWORD"']);
  });

  test('does not say that its holder gets every key', () => {
    expect(noticesOf(rowsOf(prefixed())).map(({ text }) => text)).toEqual([
      'ExternalSecret app: brings every key of /web into the cluster',
    ]);
  });

  test('finds whoever may get a key', () => {
    const report = filterReport(rowsOf(prefixed()), { key: 'DB_PASSWORD', environments: [] });
    expect(report.rows.map(({ holder }) => holder.kind).sort()).toEqual(['ExternalSecret', 'Pod']);
  });
});
