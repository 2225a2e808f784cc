import { idOfPlace } from '../../../cli/infisical-cli/asked-place';
import { recordIn } from '../../../cli/record/read-record';
import type { LocalRecord } from '../../../cli/record/record';
import { needsIn, selectionOfApps, selectionOfStack } from '../../../cli/run/selection';
import { placesOf, variablesOf } from '../../../cli/run/values';
import { asTerminalText } from '../access/compose-text';

const PROJECT = 'project:\n            id: p\n';
const READS = `
    - from:
        - ${PROJECT}          environment: dev
          path: /orders
        - ${PROJECT}          environment: dev
          path: /shared
      keys:
        URL: _ORDERS__URL
        PW: _ORDERS__PW
        TLS: _ORDERS__TLS
    - from:
        - ${PROJECT}          environment: dev
          path: /web
      keys:
        URL: _WEB__URL`;

const SERVICES = `services:
  orders:
    environment:
      URL: '\${_ORDERS__URL-}'
      DSN: 'pg://u:\${_ORDERS__PW-}@db?a=$$1'
      LOG_LEVEL: debug
    secrets:
      - source: tls
        target: /etc/tls.key
  web:
    environment:
      SITE_URL: '\${_WEB__URL-}'
      LOG_LEVEL: debug
  other:
    environment:
      URL: '\${_WEB__URL-}'
      LOG_LEVEL: info
  proxy:
    command: [serve, '\${_WEB__URL-}']
secrets:
  tls:
    environment: _ORDERS__TLS
`;

function record(file = 'compose.yaml', services = SERVICES): LocalRecord {
  const found = recordIn(Buffer.from(asTerminalText({ reads: READS, caFile: 'certs/ca.pem' }, services)), file);
  if ('message' in found) throw new Error(found.message);
  return found;
}

const HERE = { folder: '/repo/app' };
const KNOWN = { '/orders': { URL: 'o', TLS: 't' }, '/shared': { URL: 'no', PW: 's$x' }, '/web': { URL: '' } };

function valuesOf(selection: Parameters<typeof variablesOf>[0], known: Record<string, Record<string, string>> = KNOWN) {
  const places = placesOf(selection.needs);
  const values = new Map(
    places.flatMap((place) => {
      const own = known[place.path];
      return own === undefined ? [] : [[idOfPlace(place), new Map(Object.entries(own))]];
    }),
  );
  return Object.fromEntries(variablesOf(selection, values));
}

test('an application has its variables under the names of the container, composed and plain ones too', () => {
  expect(valuesOf(selectionOfApps([record()], ['orders'], HERE))).toEqual({
    URL: 'o',
    DSN: 'pg://u:s$x@db?a=$1',
    LOG_LEVEL: 'debug',
  });
});

test('the first place that has a key wins, and an empty value is one', () => {
  const orders = (known: Record<string, Record<string, string>>) =>
    valuesOf(selectionOfApps([record()], ['orders'], HERE), { ...KNOWN, ...known }).URL;
  expect(orders({ '/orders': { URL: '' }, '/shared': { URL: 'no', PW: '' } })).toBe('');
  expect(orders({ '/orders': {}, '/shared': { URL: 'the next one', PW: '' } })).toBe('the next one');
});

test('several applications are run together where what both have is the same', () => {
  expect(Object.keys(valuesOf(selectionOfApps([record()], ['orders', 'web'], HERE)))).toEqual([
    ...['URL', 'DSN', 'LOG_LEVEL', 'SITE_URL'],
  ]);
  expect(() => selectionOfApps([record()], ['orders', 'web', 'other'], HERE)).toThrow(
    '"URL" is not the same for "orders" and "other": run each by itself\n' +
      '"LOG_LEVEL" is not the same for "orders" and "other": run each by itself',
  );
});

test('another environment is in place of that of every place', () => {
  const { needs } = selectionOfApps([record()], ['orders'], { ...HERE, environment: 'staging' });
  expect(new Set(needs.flatMap(({ places }) => places).map(({ environment }) => environment))).toEqual(
    new Set(['staging']),
  );
});

test.each([
  ['beside its file', 'compose.yaml', undefined, '/repo/app/certs/ca.pem'],
  ['beside its file above', '../compose.yaml', undefined, '/repo/certs/ca.pem'],
  ['here where it is named', '../compose.yaml', 'own.pem', '/repo/app/own.pem'],
])('the certificates are %s', (_, file, caFile, expected) => {
  const { needs } = selectionOfApps([record(file)], ['orders'], { ...HERE, caFile });
  expect(needs[0].places[0].caFile).toBe(expected);
});

test('an application that is not there is told with the one that was meant, else with all', () => {
  expect(() => selectionOfApps([record()], ['order', 'payments'], HERE)).toThrow(
    'there is no application "order" in compose.yaml: did you mean "orders"?\n' +
      'there is no application "payments" in compose.yaml: there are "orders", "web", "other", "proxy"',
  );
  expect(() => selectionOfApps([record()], ['constructor'], HERE)).toThrow('there is no application "constructor"');
});

describe('an application that two files have', () => {
  test('is told with both where they do not say the same', () => {
    const other = record('infisical.run.yaml', SERVICES.replace('SITE_URL', 'HOME_URL'));
    expect(() => selectionOfApps([record(), other], ['web'], HERE)).toThrow(
      '"web" is in compose.yaml and infisical.run.yaml: name one of them with --compose',
    );
  });

  test('is that of either where they do: those of a stack and a run of one environment', () => {
    const turned = "LOG_LEVEL: debug\n      SITE_URL: '${_WEB__URL-}'";
    const other = record('infisical.run.yaml', SERVICES.replace(/SITE_URL: .*\n +LOG_LEVEL: debug/, turned));
    const both = [record(), other];
    expect(selectionOfApps(both, ['web'], HERE)).toEqual(selectionOfApps([record()], ['web'], HERE));
  });
});

test('a stack has all names of the record', () => {
  expect(valuesOf(selectionOfStack([record()], HERE))).toEqual({
    _ORDERS__URL: 'o',
    _ORDERS__PW: 's$x',
    _ORDERS__TLS: 't',
    _WEB__URL: '',
  });
});

test('what is missing is told all at once: by whom it is needed, for what, and where it was looked for', () => {
  expect(() => valuesOf(selectionOfStack([record()], HERE), { '/orders': { ULR: '' }, '/shared': {} })).toThrow(
    [
      'orders URL: the key "URL" is not in dev:/orders or dev:/shared: did you mean "ULR"?',
      'orders DSN: the key "PW" is not in dev:/orders or dev:/shared',
      'orders /etc/tls.key: the key "TLS" is not in dev:/orders or dev:/shared',
      'web SITE_URL: the key "URL" is not in dev:/web',
      'other URL: the key "URL" is not in dev:/web',
      'proxy: the key "URL" is not in dev:/web',
    ].join('\n'),
  );
});

test('of an application only what it has as variables must be there', () => {
  const known = { ...KNOWN, '/orders': { URL: 'o' } };
  expect(valuesOf(selectionOfApps([record()], ['orders'], HERE), known)).toHaveProperty('URL', 'o');
  expect(needsIn([record()], HERE, ['orders']).map(({ where }) => where)).toEqual(['URL', 'DSN', '/etc/tls.key']);
});

test('a value that Infisical hides is none', () => {
  const known = { ...KNOWN, '/web': { URL: '<hidden-by-infisical>' } };
  expect(() => valuesOf(selectionOfApps([record()], ['web'], HERE), known)).toThrow(
    'web SITE_URL: this login may not read the value of "URL": its role needs readValue',
  );
});

test('a key that the pod starts without may be missing: then there is no such variable, whatever the shell has', () => {
  const told = asTerminalText({ reads: `${READS}\n      optional:\n        - URL` }, SERVICES);
  const selection = selectionOfApps([recordIn(Buffer.from(told), 'compose.yaml') as LocalRecord], ['web'], HERE);
  expect(valuesOf(selection, { '/web': {} })).toEqual({ SITE_URL: undefined, LOG_LEVEL: 'debug' });
  expect(valuesOf(selection)).toEqual({ SITE_URL: '', LOG_LEVEL: 'debug' });
});

test('what refers to such a key is the text that the pod has', () => {
  const reads = `${READS}\n      optional:\n        - URL`;
  const services = SERVICES.replace(/(?<=SITE_URL: .*)$/m, () => "\n      REFERRING: 'a${_WEB__URL-$$(SITE_URL)}b'");
  const record = recordIn(Buffer.from(asTerminalText({ reads }, services)), 'compose.yaml') as LocalRecord;
  const selection = selectionOfApps([record], ['web'], HERE);
  expect(valuesOf(selection, { '/web': {} })).toMatchObject({ REFERRING: 'a$(SITE_URL)b' });
  expect(valuesOf(selection)).toMatchObject({ REFERRING: 'ab' });
});

test('keys with the names of what every object has are keys like others', () => {
  const services = "services:\n  app:\n    environment:\n      A: '${toString-}'\n      __proto__: '${__proto__-}'\n";
  const reads = `\n    - from:\n        - ${PROJECT}          environment: dev\n          path: /\n      keys:\n        constructor: toString\n        __proto__: __proto__`;
  const found = recordIn(Buffer.from(asTerminalText({ reads }, services)), 'compose.yaml') as LocalRecord;
  const selection = selectionOfApps([found], ['app'], HERE);
  const [place] = placesOf(selection.needs);
  expect(() => variablesOf(selection, new Map([[idOfPlace(place), new Map()]]))).toThrow(
    'the key "constructor" is not in dev:/',
  );
  const known = new Map([
    [
      idOfPlace(place),
      new Map([
        ['constructor', 'c'],
        ['__proto__', 'p'],
      ]),
    ],
  ]);
  expect([...variablesOf(selection, known)]).toEqual([
    ['A', 'c'],
    ['__proto__', 'p'],
  ]);
});
