import { WrittenManifests } from '../../../cli/manifests/written-manifests';
import { withoutUnconcerned } from '../../../cli/synth/diff/unconcerned';

const deployment = (name: string, container: string, replicas = 1) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
  template:
    spec:
      containers:
        - name: main
          ${container}
`;
const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: keys\nstringData:\n  A: b\n';
const BEFORE = [deployment('a', 'image: a:1.0'), deployment('b', 'image: b:1.0'), SECRET];

/** Whose keys are compared where the first Deployment becomes another one. */
function compared(...after: string[]): unknown[][] {
  const written = new WrittenManifests();
  const [was, is] = [BEFORE, [...after, ...BEFORE.slice(1)]].map((side) =>
    written.in(side.join('---\n'), 'a.yaml', ''),
  );
  return withoutUnconcerned(was, is).map(({ manifests }) => manifests.map(({ manifest }) => manifest.metadata.name));
}

test.each([
  ['stays', deployment('a', 'image: a:1.0')],
  ['has another image', deployment('a', 'image: b:2.0')],
  ['runs more often', deployment('a', 'image: a:1.0', 3)],
])('where a workload %s, no object is compared', (_, after) => {
  expect(compared(after)).toEqual([[], []]);
});

test.each([
  ['an image of Infisical', deployment('a', 'image: infisical/cli:0.43.1')],
  ['no image', deployment('a', 'args: [a]')],
  ['an image that is no text', deployment('a', 'image: [a]')],
  ['another command', deployment('a', 'image: a:1.0\n          command: [infisical, run]')],
])('where it has %s, it is, with all that it may get keys from', (_, after) => {
  expect(compared(after)).toEqual([
    ['a', 'keys'],
    ['a', 'keys'],
  ]);
});

test('where it is gone, or there are two of it, that counts', () => {
  expect(compared()).toEqual([['a', 'keys'], ['keys']]);
  expect(compared(deployment('a', 'image: a:2.0'), deployment('a', 'image: a:3.0'))).toEqual([
    ['a', 'keys'],
    ['a', 'a', 'keys'],
  ]);
});

test('where one of two of a name is otherwise, both are compared: one that stays may have had its keys before', () => {
  expect(compared(BEFORE[0], deployment('a', 'args: [a]'))).toEqual([
    ['a', 'keys'],
    ['a', 'a', 'keys'],
  ]);
});

const other = (apiVersion: string, kind: string, more = '') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: other\n${more}`;

test.each([
  ['a Service', other('v1', 'Service')],
  ['a NetworkPolicy', other('networking.k8s.io/v1', 'NetworkPolicy')],
])('what has no keys comes: %s', (_, come) => {
  expect(compared(BEFORE[0], come)).toEqual([[], []]);
});

test.each([
  ['a Service of Knative, which runs pods', other('serving.knative.dev/v1', 'Service')],
  ['an Ingress, which has its certificate in a Secret', other('networking.k8s.io/v1', 'Ingress')],
  ['a Service with an annotation', other('v1', 'Service', '  annotations:\n    example.com/secret: keys\n')],
])('what may have some comes: %s', (_, come) => {
  expect(compared(BEFORE[0], come)[1]).toContain('other');
});

test('where anything else is otherwise, everything counts', () => {
  const written = new WrittenManifests();
  const [was, is] = [SECRET, SECRET.replace('A: b', 'A: c')].map((secret) =>
    written.in([BEFORE[0], secret].join('---\n'), 'a.yaml', ''),
  );
  expect(withoutUnconcerned(was, is)).toEqual([was, is]);
});
