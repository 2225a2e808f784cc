import type { Manifest } from '../../lib/model/manifest';
import { visitParts } from '../../lib/schemas/parts';
import { deployment } from '../validation/manifests';

const partsOf = (manifest: Manifest) => {
  const parts: { type: string; isOrdinary: boolean; path: string }[] = [];
  visitParts({ manifest }, ({ type, isOrdinary, field }) =>
    parts.push({ type, isOrdinary, path: field.path.join('.') }),
  );
  return parts;
};

const pod = (spec: object) =>
  ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api' }, spec }) as unknown as Manifest;
const api = { name: 'api', image: 'api:1.0' };

test('what holds others is visited before them, in the order of its type, whatever the order of its keys', () => {
  const expected = ['', 'metadata', 'spec', 'spec.containers.0', 'spec.containers.0.ports.0', 'spec.volumes.0'];
  const [containers, volumes] = [[{ ...api, ports: [{ containerPort: 80 }] }], [{ name: 'tmp' }]];
  for (const spec of [
    { containers, volumes },
    { volumes, containers },
  ]) {
    expect(partsOf(pod(spec)).map(({ path }) => path)).toEqual(expected);
  }
});

test('a part is ordinary whose fields every release knows, each of its type', () => {
  const extraordinary = (container: object) =>
    partsOf(pod({ containers: [{ ...api, ...container }] }))
      .filter(({ isOrdinary }) => !isOrdinary)
      .map(({ path }) => path);
  expect(extraordinary({ stdin: true, env: [{ name: 'A', value: 'b' }], workingDir: null })).toEqual([]);
  expect(extraordinary({ stdin: 'true' })).toEqual(['spec.containers.0']);
  expect(extraordinary({ command: ['run', 1] })).toEqual(['spec.containers.0']);
  expect(extraordinary({ entrypoint: 'run' })).toEqual(['spec.containers.0']);
  // Known since 1.34.
  expect(extraordinary({ restartPolicyRules: [] })).toEqual(['spec.containers.0']);
  expect(extraordinary({ env: [{ name: 'A', value: 1 }] })).toEqual(['spec.containers.0.env.0']);
});

test('of a kind that nobody here knows only the metadata is a part, and nothing in it', () => {
  const owned = { name: 'api', ownerReferences: [{ kind: 'Shop', name: 'shop' }] };
  const manifest = {
    ...deployment(),
    apiVersion: 'example.com/v1',
    kind: 'Shop',
    metadata: owned,
  } as unknown as Manifest;
  expect(partsOf(manifest).map(({ path }) => path)).toEqual(['metadata']);
});
