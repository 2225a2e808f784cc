import { mergedPodSpec } from '../../lib/pods/merged-pod-spec';

const api = { name: 'api', image: 'api:1.0', env: [{ name: 'A', value: '1' }], ports: [{ containerPort: 53 }] };
const spec = { containers: [api, { name: 'proxy', image: 'proxy:1.0' }], nodeSelector: { disk: 'ssd' } };
const merged = (patch: unknown) => mergedPodSpec(spec, patch) as { containers: (typeof api)[]; nodeSelector: object };
const mainOf = (patch: object) => merged({ containers: [{ name: 'api', ...patch }] }).containers[0];

test('an empty one changes nothing', () => {
  expect(merged({})).toEqual(spec);
});

test.each<[string, object, object]>([
  ['a field that there is not is added', { hostPID: true }, { ...spec, hostPID: true }],
  [
    'objects are merged field by field',
    { nodeSelector: { zone: 'a' } },
    { ...spec, nodeSelector: { disk: 'ssd', zone: 'a' } },
  ],
  ['null removes a field', { nodeSelector: null }, { containers: spec.containers }],
  ['null removes a field of a field', { nodeSelector: { disk: null } }, { ...spec, nodeSelector: {} }],
  [
    'an object is replaced',
    { nodeSelector: { $patch: 'replace', zone: 'a' } },
    { ...spec, nodeSelector: { zone: 'a' } },
  ],
  [
    'a container is found by its name, and a new one comes last',
    {
      containers: [
        { name: 'late', image: 'late:1.0' },
        { name: 'proxy', tty: true },
      ],
    },
    {
      ...spec,
      containers: [api, { name: 'proxy', image: 'proxy:1.0', tty: true }, { name: 'late', image: 'late:1.0' }],
    },
  ],
  ['an entry is deleted', { containers: [{ name: 'proxy', $patch: 'delete' }] }, { ...spec, containers: [api] }],
  [
    'all entries are replaced',
    { containers: [{ $patch: 'replace' }, { name: 'api', image: 'api:2.0' }] },
    { ...spec, containers: [{ name: 'api', image: 'api:2.0' }] },
  ],
  ['other lists are replaced', { tolerations: [{ key: 'a' }] }, { ...spec, tolerations: [{ key: 'a' }] }],
])('%s', (_, patch, result) => {
  expect(merged(patch)).toEqual(result);
});

test('variables are found by their name', () => {
  const env = [
    { name: 'B', value: '2' },
    { name: 'A', value: 'one' },
  ];
  expect(mainOf({ env }).env).toEqual([
    { name: 'A', value: 'one' },
    { name: 'B', value: '2' },
  ]);
});

test('ports are found by number and protocol, which is TCP where it is not written', () => {
  const ports = [
    { containerPort: 53, protocol: 'TCP', name: 'dns' },
    { containerPort: 53, protocol: 'UDP', name: 'dns-udp' },
  ];
  expect(mainOf({ ports }).ports).toEqual(ports);
});

test('what is given stays as it is', () => {
  const before = JSON.stringify(spec);
  merged({ containers: [{ name: 'api', image: null, env: [{ name: 'A', $patch: 'delete' }] }], nodeSelector: null });
  expect(JSON.stringify(spec)).toBe(before);
});

test('names that objects have from their prototype are names like others', () => {
  const patch = JSON.parse('{ "nodeSelector": { "__proto__": "a", "constructor": "b" }, "toString": "c" }');
  expect(JSON.stringify(merged(patch).nodeSelector)).toBe('{"disk":"ssd","__proto__":"a","constructor":"b"}');
});

test('what a list holds is a copy: a patch of the object changes nothing that was given, and nothing stands there twice', () => {
  const toleration = { key: 'spot', operator: 'Exists', value: undefined, effect: null };
  const given = { tolerations: [toleration, toleration] };
  const { tolerations } = mergedPodSpec({}, given) as { tolerations: { key: string }[] };
  expect(JSON.stringify(tolerations[0])).toBe('{"key":"spot","operator":"Exists"}');
  expect(tolerations[1]).not.toBe(tolerations[0]);
  tolerations.push({ key: 'arm' });
  expect(given.tolerations).toEqual([toleration, toleration]);
});
