import { checkManifests } from '../../lib/validation/check-manifests';
import { placeOfFinding } from '../../lib/validation/place-of-finding';
import { CANARIES, isHeldBack, JUDGED, pathsIn, SHOWN, variantsAt } from './canaries';

/** What is said of an object in which a canary stands, in messages and in the places beside them. */
function saidOf(object: object): string[] {
  return checkManifests([object as never]).map((finding) => `${finding.message} @ ${placeOfFinding(finding).at}`);
}

describe.each(JUDGED)('no message shows what may be a password: %s', (_, object) => {
  test('wherever it stands, alone, in a list, as a name or as a value', () => {
    const shown: string[] = [];
    let told = 0;
    // Each third; all of them: `npm run test:fuzz`.
    const places = pathsIn(object).filter((one) => isHeldBack(object, one));
    for (const path of places.filter((_, i) => i % 3 === 0)) {
      for (const changed of variantsAt(object, path, CANARIES)) {
        const said = saidOf(changed.object);
        told += said.length;
        if (isHeldBack(object, changed.path)) shown.push(...said.filter((text) => SHOWN.test(text)));
      }
    }
    expect([...new Set(shown)]).toEqual([]);
    // It would be no test where nothing is told.
    expect(told).toBeGreaterThan(10);
  });
});

const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api', namespace: 'shop' } };
const CONTAINER = { name: 'api', image: 'api:1' };
const SECRET = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'api', namespace: 'shop' } };
const pod = (container: object) => ({ ...POD, spec: { containers: [{ ...CONTAINER, ...container }] } });
const env = (valueFrom: unknown) => pod({ env: [{ name: 'PASSWORD', valueFrom }] });

test.each<[string, object, string]>([
  [
    'a password in the place of its source',
    env({ secretKeyRef: 'hunter2' }),
    'spec.containers[0].env[0].valueFrom.secretKeyRef must be an object, found a text of 7 characters',
  ],
  ['a key beside data', { ...SECRET, hunter2: 'x' }, 'the object has no field (a name, 7 characters): drop it'],
  [
    'a key beside data that is nearly one of its fields',
    { ...SECRET, stringdata: { a: 'x' } },
    'the object has no field "stringdata": did you mean "stringData"?',
  ],
  [
    'a text where a switch belongs',
    { ...SECRET, immutable: 'hunter2' },
    'immutable must be true or false, found a text of 7 characters',
  ],
  [
    'a text in the place of all annotations',
    { ...POD, metadata: { ...POD.metadata, annotations: 'password=hunter2' }, spec: pod({}).spec },
    'metadata.annotations must be an object, found a text of 16 characters',
  ],
  [
    'an annotation whose key has the credential in it',
    { ...POD, metadata: { ...POD.metadata, annotations: { 'db-password hunter2': 'x' } }, spec: pod({}).spec },
    'the key of the annotation (a text, 19 characters) must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit, behind the domain of its owner and "/" if there is one',
  ],
  [
    'a label that is called like a credential',
    { ...POD, metadata: { ...POD.metadata, labels: { password: 'hunter2!' } }, spec: pod({}).spec },
    'the value (a text, 8 characters) of the label "password" must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
  ],
  [
    'a label of a Secret',
    { ...SECRET, metadata: { ...SECRET.metadata, labels: { team: 'team a' } } },
    'the value (a text, 6 characters) of the label "team" must be letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
  ],
])('%s', (_, object, message) => {
  expect(checkManifests([object as never]).map((finding) => finding.message)).toContain(message);
});

test('what is a name by the schema is shown', () => {
  const messages = checkManifests([
    { ...SECRET, metadata: { name: 'Api', namespace: 'Shop' } },
    pod({ name: 'Main' }),
  ] as never).map(({ message }) => message);
  for (const name of ['"Api"', '"Shop"', '"Main"']) expect(messages.join('\n')).toContain(name);
});
