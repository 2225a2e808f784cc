import fc from 'fast-check';
import { AUTH_METHODS } from '../../lib/model/auth';
import { isKnownTo, optionsOf, sourceFormOf } from '../../lib/model/auth/auth-method';
import type { SyncDeclaration, TargetDeclaration } from '../../lib/model/declarations';
import { durationText, secondsOf } from '../../lib/model/duration';
import { baseUrl } from '../../lib/model/host';
import type { ManagedObject, OperatorResource, Source } from '../../lib/model/operator-resource';
import { DESTINATION, DYNAMIC_SECRET, type SourceForm, STATIC_SOURCE } from '../../lib/model/source-form';
import { renderDynamicSecret, renderInfisicalSecret, renderPushSecret } from '../../lib/model/v1alpha1';
import { renderAuth, renderConnection, renderStaticSecret } from '../../lib/model/v1beta1';
import { withoutUndefined } from '../../lib/model/without-undefined';
import { validateCustomResource } from '../crds/crd-bundle';
import { runs } from '../property-runs';
import { readBack } from './declared';

const NAMESPACE = 'shop';
const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,10}[a-z0-9])?$/);
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const seconds = fc.integer({ min: 5, max: 10 ** 7 });
const map = fc.dictionary(fc.constantFrom('A', 'B', 'constructor'), fc.string(), { noNullPrototype: true });

const SOURCES = fc.record({
  projectId: fc.uuid(),
  environment: name,
  path: fc.constantFrom('/', '/orders', '/a/b'),
  recursive: optional(fc.boolean()),
  secretName: optional(name),
  tags: optional(fc.array(name, { minLength: 1, maxLength: 2 })),
});
const TEMPLATE = fc.oneof(
  fc.record({ includeAll: fc.boolean(), data: map }),
  fc.record({ includeAll: fc.constant(true), data: fc.string() }),
);
const TARGET: fc.Arbitrary<TargetDeclaration> = fc.record({
  kind: fc.constantFrom('Secret', 'ConfigMap'),
  name,
  namespace: name,
  creationPolicy: fc.constantFrom('Owner', 'Orphan'),
  template: optional(TEMPLATE),
  metadata: optional(fc.record({ labels: map, annotations: map })),
});
const HOST = fc.record({
  url: fc.constantFrom('https://secrets.example.com', 'https://app.infisical.com', 'http://infisical.svc:8080/x'),
  ca: optional(fc.record({ name, namespace: name, key: name })),
});
const AUTH = fc.constantFrom(...AUTH_METHODS).map((method) => ({ method, options: method.example }));
const SYNC: fc.Arbitrary<SyncDeclaration> = fc.record({
  namespace: fc.constant(NAMESPACE),
  host: HOST,
  auth: AUTH,
  sources: fc.array(SOURCES, { minLength: 1, maxLength: 3 }),
  resyncInterval: optional(seconds),
  instantUpdates: optional(fc.boolean()),
  targets: fc.array(TARGET, { minLength: 1, maxLength: 3 }),
});

/** What a read folder says, in the words of a declaration. */
function saidOf({ projectId, projectSlug, environment, path, recursive, secretName, tags }: Source) {
  return withoutUndefined({
    projectId: projectId.value,
    projectSlug: projectSlug.value,
    environment: environment.value,
    path: path.value,
    recursive: recursive.value,
    secretName: secretName.value,
    tags: tags.value,
  });
}

/** What of a folder a form can say. */
function sayable(source: object, { fields, unwritten = [] }: SourceForm): object {
  const parts = Object.entries(source).filter(([part]) => part in fields && !(unwritten as string[]).includes(part));
  return withoutUndefined(Object.fromEntries(parts));
}

function targetOf({ kind, name, namespace, creationPolicy, metadata, data }: ManagedObject) {
  return withoutUndefined({
    kind,
    name: name.value,
    namespace: namespace.value,
    creationPolicy: creationPolicy.value,
    metadata: metadata.isGiven ? metadata.raw : undefined,
    data: data.isGiven ? data.raw : undefined,
  });
}

function declaredTarget({ template, ...target }: TargetDeclaration) {
  return withoutUndefined({ ...target, data: template?.data });
}

function hostOf({ host, certificate: { name, namespace, key } }: OperatorResource) {
  const ca = withoutUndefined({ name: name.value, namespace: namespace.value, key: key.value });
  return withoutUndefined({ url: host.value && baseUrl(host.value), ca: name.isGiven ? ca : undefined });
}

/** Secrets first, as the resource has a list of each. */
function byKind(targets: readonly TargetDeclaration[]): TargetDeclaration[] {
  return [...targets].sort((a, b) => Number(a.kind === 'ConfigMap') - Number(b.kind === 'ConfigMap'));
}

function isText({ template }: TargetDeclaration): boolean {
  return typeof template?.data === 'string';
}

test('what is read from a rendered InfisicalSecret is what was declared', () => {
  fc.assert(
    fc.property(SYNC, (sync) => {
      // One text is a template of v1beta1.
      const targets = sync.targets.filter((target) => !isText(target));
      const rendered = renderInfisicalSecret({ ...sync, targets });
      const read = readBack(rendered);
      const [login] = read.logins;
      expect(validateCustomResource({ ...rendered })).toEqual([]);
      expect(login.method).toBe(sync.auth?.method);
      expect(read.sources.map(saidOf)).toEqual([sayable(sync.sources[0], sourceFormOf(login.method))]);
      expect(read.managed.map(targetOf)).toEqual(byKind(targets).map(declaredTarget));
      expect(read.managed.map(({ includesAll, template }) => !template.isGiven || includesAll)).toEqual(
        byKind(targets).map(({ template }) => template?.includeAll ?? true),
      );
      expect(hostOf(read)).toEqual(withoutUndefined(sync.host));
      expect(secondsOf(read.interval.value)).toBe(sync.resyncInterval);
      expect(read.instantUpdates.value).toBe(sync.instantUpdates);
    }),
    { numRuns: runs(5000) },
  );
});

test('what is read from a rendered InfisicalStaticSecret is what was declared', () => {
  fc.assert(
    fc.property(SYNC, name, (sync, login) => {
      const rendered = renderStaticSecret(sync, { name: login });
      const read = readBack(rendered);
      expect(validateCustomResource({ ...rendered })).toEqual([]);
      expect(read.sources.map(saidOf)).toEqual(sync.sources.map((source) => sayable(source, STATIC_SOURCE)));
      expect(read.managed.map(targetOf)).toEqual(sync.targets.map(declaredTarget));
      expect([read.logsInWith.name.value, read.logsInWith.namespace.value]).toEqual([login, NAMESPACE]);
      expect(secondsOf(read.interval.value)).toBe(sync.resyncInterval ?? (sync.instantUpdates ? 3600 : 300));
      expect(read.instantUpdates.value).toBe(sync.instantUpdates);
    }),
    { numRuns: runs(5000) },
  );
});

test('what is read from a rendered login is what was declared', () => {
  fc.assert(
    fc.property(HOST, AUTH, fc.uuid(), (host, { method, options }, id) => {
      fc.pre(isKnownTo('InfisicalAuth', method));
      const connection = renderConnection(host, NAMESPACE);
      const reference = { name: 'infisical', namespace: NAMESPACE };
      const auth = renderAuth({ method, options }, reference, { ...reference, key: 'identityId' });
      const read = readBack(auth);
      const told = optionsOf(read.logins[0], NAMESPACE, id) ?? {};
      expect([connection, auth].flatMap((one) => validateCustomResource({ ...one }))).toEqual([]);
      expect(hostOf(readBack(connection))).toEqual(withoutUndefined(host));
      expect({ ...options, ...told }).toEqual('identityId' in options ? { ...options, identityId: id } : options);
      expect([read.logsInWith.name.value, read.logsInWith.namespace.value]).toEqual(['infisical', NAMESPACE]);
    }),
    { numRuns: runs(5000) },
  );
});

test('what is read from a rendered push and a rendered lease is what was declared', () => {
  fc.assert(
    fc.property(
      SYNC,
      name,
      fc.boolean(),
      ({ sources: [source], targets: [target], resyncInterval, ...asked }, secret, all) => {
        fc.pre(isKnownTo('InfisicalPushSecret', asked.auth?.method ?? AUTH_METHODS[0]));
        const template = { includeAll: all, data: { A: '{{ .A }}' } };
        const policies = { updatePolicy: 'Replace', deletionPolicy: 'None' };
        const push = renderPushSecret({
          ...asked,
          ...policies,
          resyncInterval,
          template,
          destination: source,
          secret: { name: secret },
          generators: [{ key: 'B', name: secret, kind: 'UUID' }],
        });
        const lease = renderDynamicSecret({
          ...asked,
          leaseRevocationPolicy: 'Revoke',
          leaseTtl: resyncInterval,
          dynamicSecret: { ...source, secretName: secret },
          target: { ...target, kind: 'Secret', template: undefined },
        });
        const [pushed, leased] = [push, lease].map(readBack);
        expect([push, lease].flatMap((one) => validateCustomResource({ ...one }))).toEqual([]);
        expect(pushed.folders.map(saidOf)).toEqual([sayable(source, DESTINATION)]);
        expect(secondsOf(pushed.interval.value)).toBe(resyncInterval);
        expect(leased.folders.map(saidOf)).toEqual([sayable({ ...source, secretName: secret }, DYNAMIC_SECRET)]);
        expect(leased.managed.map(({ name }) => name.value)).toEqual([target.name]);
        expect([pushed, leased].map(hostOf)).toEqual([withoutUndefined(asked.host), withoutUndefined(asked.host)]);
      },
    ),
    { numRuns: runs(5000) },
  );
});

test('a duration is read as the seconds that it was written from', () => {
  fc.assert(
    fc.property(seconds, (value) => {
      expect(durationText(value)).toMatch(/^[1-9]\d*[dhms]$/);
      expect(secondsOf(durationText(value))).toBe(value);
    }),
  );
  expect([0, 0.5, 1.001, 90, 86_400, 604_800].map(durationText)).toEqual(['0s', '500ms', '1001ms', '90s', '1d', '7d']);
});
