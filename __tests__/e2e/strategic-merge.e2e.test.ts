import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { mergedPodSpec } from '../../lib/pods/merged-pod-spec';
import { PROJECT } from './packed-library';

type Json = { readonly [field: string]: unknown };

const name = fc.constantFrom('a', 'b', 'c');
const value = fc.constantFrom('1', '2');
const entries = (key: string, entry: fc.Arbitrary<Json>) =>
  fc.uniqueArray(entry, { selector: (one) => one[key], maxLength: 3 });
const record = (fields: { [field: string]: fc.Arbitrary<unknown> }, required: string[]) =>
  fc.record(fields, { requiredKeys: required }) as fc.Arbitrary<Json>;

/** A PodSpec, or with `removals` what can be merged into one. */
function podSpec(removals: readonly unknown[]): fc.Arbitrary<Json> {
  const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
    removals.length > 0
      ? fc.oneof({ weight: 5, arbitrary }, { weight: 1, arbitrary: fc.constantFrom(...removals) })
      : arbitrary;
  const entry = (key: string, keys: fc.Arbitrary<unknown>, fields: { [field: string]: fc.Arbitrary<unknown> }) => {
    const whole = record({ [key]: keys, ...fields }, [key]);
    if (removals.length === 0) return whole;
    const deleted = keys.map((one): Json => ({ [key]: one, $patch: 'delete' }));
    return fc.oneof({ weight: 5, arbitrary: whole }, { weight: 1, arbitrary: deleted });
  };
  const container = entry('name', name, {
    image: maybe(value),
    command: maybe(fc.array(value, { minLength: 1, maxLength: 2 })),
    env: maybe(entries('name', entry('name', name, { value: maybe(value) }))),
    ports: maybe(entries('containerPort', entry('containerPort', fc.constantFrom(80, 81), { name: maybe(value) }))),
    volumeMounts: maybe(entries('mountPath', entry('mountPath', fc.constantFrom('/a', '/b'), { name: maybe(name) }))),
    securityContext: maybe(record({ runAsUser: maybe(fc.constantFrom(1, 2)), privileged: maybe(fc.boolean()) }, [])),
  });
  return record(
    {
      containers: maybe(entries('name', container)),
      initContainers: maybe(entries('name', container)),
      volumes: maybe(entries('name', entry('name', name, { emptyDir: maybe(record({ medium: maybe(value) }, [])) }))),
      imagePullSecrets: maybe(entries('name', entry('name', name, {}))),
      hostAliases: maybe(
        entries('ip', entry('ip', fc.constantFrom('1.2.3.4', '4.3.2.1'), { hostnames: fc.array(value) })),
      ),
      topologySpreadConstraints: maybe(
        entries('topologyKey', entry('topologyKey', name, { maxSkew: maybe(fc.constantFrom(1, 2)) })),
      ),
      tolerations: maybe(fc.array(record({ key: name }, ['key']), { maxLength: 2 })),
      nodeSelector: maybe(fc.dictionary(name, maybe(value))),
      hostNetwork: maybe(fc.boolean()),
    },
    [],
  );
}

function mergedByKubernetes(questions: readonly { readonly spec: Json; readonly patch: Json }[]): unknown[] {
  const input = questions.map((one) => `${JSON.stringify(one)}\n`).join('');
  const cwd = join(PROJECT, 'tools/strategic-merge');
  const { status, stdout, stderr } = spawnSync('go', ['run', '.'], {
    cwd,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const NAMED = ['containerPort', 'mountPath', 'ip', 'topologyKey', 'name'];

/** Entries that are found by a name come in another order: what is new comes last here, and first there. */
function withoutOrder(json: unknown): unknown {
  if (Array.isArray(json)) {
    const nameOf = (item: unknown) => NAMED.map((key) => (item as Json)[key]).find((one) => one !== undefined);
    const items = json.map(withoutOrder);
    const isNamed = items.every((item) => typeof item === 'object' && item !== null && nameOf(item) !== undefined);
    return isNamed ? items.sort((a, b) => (String(nameOf(a)) < String(nameOf(b)) ? -1 : 1)) : items;
  }
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([field, part]) => [field, withoutOrder(part)]));
}

/** Into what is new, the code of Kubernetes takes over directives and `null` as they are, for the server to drop or refuse. */
function withoutDirectives(json: unknown): unknown {
  const isDeleted = (part: unknown) => (part as Json | null)?.$patch === 'delete';
  if (Array.isArray(json)) return json.filter((item) => !isDeleted(item)).map(withoutDirectives);
  if (typeof json !== 'object' || json === null) return json;
  const given = Object.entries(json).filter(([, part]) => part !== null);
  return Object.fromEntries(given.map(([field, part]) => [field, withoutDirectives(part)]));
}

test('3,000 PodSpecs are merged as the code of Kubernetes does it, but for the order of what is new', () => {
  const questions = fc.sample(fc.record({ spec: podSpec([]), patch: podSpec([null]) }), { numRuns: 3_000, seed: 1 });
  const theirs = mergedByKubernetes(questions);
  expect(theirs).toHaveLength(questions.length);
  questions.forEach(({ spec, patch }, i) => {
    const ours = JSON.parse(JSON.stringify(mergedPodSpec(spec, patch)));
    expect({ spec, patch, merged: withoutOrder(ours) }).toEqual({
      spec,
      patch,
      merged: withoutOrder(withoutDirectives(theirs[i])),
    });
  });
});
