import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { synthesized } from './in-process';

const VALID = join(__dirname, '../../fixtures/adopt/valid');
const OPTIONS = { extension: '', includeRest: true } as const;

/** What every object has by itself. */
const NAMES = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'toJSON', '__defineGetter__'];

/** Where a manifest says what it likes, and the fixture that is changed there. */
const PLACES: [what: string, file: string, from: RegExp][] = [
  ['a login', 'login-universal', /(?<=^ +)universalAuth(?=:)/m],
  ['a label of a selector', 'deployment-with-foreign-selector', /\btier(?=:)/g],
  ['another label', 'deployment-with-foreign-selector', /\bowner(?=:)/g],
  ['a resource', 'deployment-probes-and-resources', /\bcpu(?=:)/g],
  ['a field of the pod', 'deployment-variables-of-every-kind', /(?<=fieldPath: )\S+(?= *[},])/],
  ['a type of Secret', 'type-tls', /(?<=secretType: )[\w./]+/],
  ['a pull policy', 'deployment-probes-and-resources', /(?<=imagePullPolicy: )\w+/],
  ['a method of v1beta1', 'v1beta1-kubernetes-login', /(?<=method: )\w+/],
  ['a kind', 'list-of-objects', /(?<=kind: )Deployment/],
  ['a key of a Secret', 'deployment-with-its-service', /(?<=key: )\w+/g],
  ['a variable', 'deployment-with-its-service', /(?<=- \{? *name: )[A-Z_]+/],
  ['a key of a template', 'type-tls', /tls\.crt(?=:)/],
  ['a namespace', 'login-universal', /(?<=namespace: )shop/i],
  ['a name', 'login-universal', /(?<=name: )\w+/i],
];

describe.each(PLACES)('%s', (_, file, from) => {
  const text = readFileSync(join(VALID, `${file}.yaml`), 'utf8');

  test.each(NAMES)('that is called %s comes out as it went in', (name) => {
    const { adopted, files } = adoptionOf(manifestsIn(text.replace(from, name), 'in.yaml'), OPTIONS);
    expect([...files.values()].join('\n')).not.toMatch(/native code|function |=> /);
    expect(compareObjects(adopted, synthesized(files))).toEqual([]);
  });
});

test('each place is one of its fixture', () => {
  const absent = PLACES.filter(([, file, from]) => {
    const text = readFileSync(join(VALID, `${file}.yaml`), 'utf8');
    return text.replace(from, 'x') === text;
  });
  expect(absent.map(([what]) => what)).toEqual([]);
});

test('a field that is called __proto__ is told, and its object left out', () => {
  const text = readFileSync(join(VALID, 'login-universal.yaml'), 'utf8');
  const { findings, files } = adoptionOf(
    manifestsIn(text.replace('spec:', 'spec:\n  __proto__: { a: 1 }'), 'in.yaml'),
    OPTIONS,
  );
  expect(files.size).toBe(0);
  expect(findings).toMatchObject([{ severity: 'error', message: expect.stringContaining('is called "__proto__"') }]);
});
