import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperatorGuardProps } from '../../../lib/guard';
import { GuardAction } from '../../../lib/guard';
import { GUARDED_KINDS, GUARDED_RULES } from '../../../lib/guard/guarded-kinds';
import { isOperatorKind } from '../../../lib/model/kinds';
import { checkManifests } from '../../../lib/validation/check-manifests';
import type { RuleExample } from '../../../lib/validation/example';
import type { Rule } from '../../../lib/validation/rule';
import type { RuleId } from '../../../lib/validation/rule-ids';
import { RULES } from '../../../lib/validation/rules';
import { Severity } from '../../../lib/validation/severity';
import { yamlDocument } from '../../../lib/yaml/yaml-writer';
import { brokenObjects, SOUND } from '../../guard/guarded-examples';
import { writtenGuard } from '../../guard/written-guard';
import type { Manifest } from '../../synthesis';
import { manifestsOf, VALID_OBJECTS } from '../../validation/example-manifests';
import { rewritten, VERSIONS } from '../../validation/live';
import * as valid from '../../validation/manifests';
import { PROJECT } from '../packed-library';
import { type ApiServer, apiServers } from './api-server';
import { committedOutput, documentBlocks, randomDeclarations, snapshots, synthesizedByTests } from './corpora';
import { countsTable } from './counts-table';
import { type DocumentCase, documentsIn } from './document-case';
import { changedObjects } from './mutations';

let servers: readonly ApiServer[];
let folder: string;
let guard: string;
const agreement = countsTable(['objects']);

beforeAll(() => {
  servers = apiServers();
  folder = mkdtempSync(join(tmpdir(), 'guard-'));
  guard = written('all', {});
}, 1_800_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
  process.stdout.write(`\nWhat the guard and the rules say, by Kubernetes version\n\n${agreement}\n`);
});

/** A guard, as a file that the program of a server takes. */
function written(name: string, props: OperatorGuardProps): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, writtenGuard(props).map(yamlDocument).join('---\n'));
  return file;
}

/** What a guard says of each request, as the ids of rules; `failed` where an expression cannot be evaluated. */
function denialsOf({ judge }: ApiServer, requests: readonly Parameters<ApiServer['judge']>[0][number][], file = guard) {
  return judge(requests, file).map(({ denied = [] }) =>
    denied.map(({ message, failed }) => (failed ? `failed: ${message}` : idIn(message))),
  );
}

/** The id of the rule stands in the message. */
function idIn(message: string): string {
  return /\(([A-Z]\d+)\): /.exec(message)?.[1] ?? message;
}

const LIVE: readonly Manifest[] = documentsIn(
  'live',
  readFileSync(join(PROJECT, '__tests__/guard/live-objects.yaml'), 'utf8'),
).map(({ object }) => object);

const stopping = valid.staticSecret({
  targets: [valid.target({ template: { engineVersion: 'v1', data: { PORT: 3000 } } })],
});

test('the newest server takes policies and bindings, and their expressions fit the schemas of the operator', () => {
  const [, newest] = servers;
  const objects = writtenGuard({ exemptNamespaces: ['break-glass'] });
  expect(objects).toHaveLength(2 * GUARDED_KINDS.length);
  for (const verdict of newest.judge(objects.map((object) => ({ object })))) {
    expect(verdict).toEqual({ id: expect.anything(), refused: [] });
  }
});

test('what would not be taken is refused, and what would not fit is told', () => {
  const [, newest] = servers;
  const [policy] = writtenGuard();
  const [validation] = policy.spec.validations;
  const saying = (expression: string) => ({
    object: { ...policy, spec: { ...policy.spec, validations: [{ ...validation, expression }] } },
  });
  const [broken, misfit] = newest.judge([saying('variables.targets.all('), saying("object.spec.target == 'a'")]);
  expect(broken.refused).toMatchObject([{ field: 'spec.validations[0].expression' }]);
  expect(misfit).toMatchObject({ refused: [], typeErrors: [expect.stringContaining("undefined field 'target'")] });
});

test('an object that stops the operator is denied, in words that tell what to write', () => {
  for (const { judge } of servers) {
    const [{ denied }] = judge([{ object: stopping }], guard);
    expect(denied).toEqual([
      {
        policy: 'infisical-guard-infisicalstaticsecret',
        binding: 'infisical-guard-infisicalstaticsecret',
        actions: ['Deny'],
        message:
          'A template has the form that its API version knows (K8): write template.data as one text or as a map of texts, numbers in quotes; anything else stops the operator for the whole cluster',
      },
    ]);
  }
});

test('the schemas of v1alpha1 refuse by themselves what is no text in a template', () => {
  const template = { data: { PORT: 3000 } };
  const pushed = { secretName: 'pushed', secretNamespace: valid.NAMESPACE, template };
  const objects = [
    valid.infisicalSecret({ managedKubeSecretReferences: [valid.managedSecret({ template })] }),
    valid.pushSecret({ push: { secret: pushed } }),
  ];
  for (const { judge } of servers) {
    for (const { refused } of judge(asked(objects), guard)) {
      expect(refused).toMatchObject([{ field: expect.stringMatching(/template\.data\.PORT$/) }]);
    }
  }
});

describe.each(GUARDED_KINDS.map(({ kind }) => kind))('%s', (kind) => {
  test('what breaks a rule is denied under its id', () => {
    const broken = brokenObjects(kind);
    for (const server of servers) {
      const denials = denialsOf(server, broken);
      const silent = broken.filter(({ rule }, i) => !denials[i].includes(rule));
      expect(silent.map(({ rule, how }) => `${rule} ${how}`)).toEqual(REFUSED_BY_SCHEMA[kind] ?? []);
      expect(denials.flat().filter((one) => one.startsWith('failed'))).toEqual([]);
    }
  });
});

/** What no policy gets to see: the schema of the kind refuses it. */
const REFUSED_BY_SCHEMA: { readonly [kind: string]: readonly string[] } = {};

test('the bad example of each rule is denied, where one object of a guarded kind is enough, and the good one is not', () => {
  const examplesOf = (of: 'bad' | 'good') =>
    GUARDED_RULES.flatMap((rule) => {
      const example: RuleExample = ruleCalled(rule)[of];
      const objects = typeof example === 'string' ? [] : manifestsOf(example.objects);
      return objects.filter(({ kind }) => isOperatorKind(kind)).map((object) => ({ rule, object }));
    });
  for (const server of servers) {
    const [bad, good] = [examplesOf('bad'), examplesOf('good')];
    expect(denialsOf(server, good).flat()).toEqual([]);
    const verdicts = server.judge(bad, guard);
    const silent = bad.filter(({ rule, object }, i) => {
      const isAlone = bad.filter((other) => other.rule === rule).length === 1;
      const { refused, denied = [] } = verdicts[i];
      const isLooked = isAlone && refused.length === 0 && guardedIn(object.kind).includes(rule);
      return isLooked && !denied.some(({ message }) => idIn(message) === rule);
    });
    expect(silent).toEqual([]);
  }
});

function guardedIn(kind: string): readonly RuleId[] {
  return GUARDED_KINDS.filter((guarded) => guarded.kind === kind).flatMap(({ rules }) => rules.map(({ rule }) => rule));
}

function ruleCalled(id: string): Rule {
  const found = RULES.find((rule) => rule.id === id);
  if (found === undefined) throw new Error(`there is no rule ${id}`);
  return found;
}

function asked(objects: readonly object[]) {
  return objects.map((object) => ({ object }));
}

test('what is in order is let through', () => {
  for (const server of servers) expect(denialsOf(server, asked(SOUND)).flat()).toEqual([]);
});

test('healthy objects of a live cluster are let through, when they are made and when they are changed', () => {
  expect(LIVE.length).toBeGreaterThan(20);
  const relabelled = LIVE.map((oldObject) => ({
    object: { ...oldObject, metadata: { ...oldObject.metadata, labels: { team: 'other' } } },
    oldObject,
  }));
  const respecified = LIVE.map((oldObject) => ({
    object: { ...oldObject, spec: Object.assign({}, oldObject.spec, slower(oldObject)) },
    oldObject,
  }));
  for (const server of servers) {
    expect(denialsOf(server, [...asked(LIVE), ...relabelled, ...respecified]).flat()).toEqual([]);
  }
});

/** A change that is in order. */
function slower({ kind }: Manifest): object {
  if (kind === 'InfisicalStaticSecret') return { syncOptions: { refreshInterval: '10m' } };
  return kind === 'InfisicalPushSecret' ? { resyncInterval: '10m' } : {};
}

test.each(VERSIONS)('what the operator %s writes anew with its finalizer is let through', (version) => {
  const before = [...VALID_OBJECTS, ...SOUND].filter(({ kind }) => OF_V1ALPHA1.includes(kind));
  const requests = before.map((oldObject) => ({ object: rewritten(oldObject, version), oldObject }));
  for (const server of servers) {
    expect(server.judge(requests).flatMap(({ refused }) => refused)).toEqual([]);
    expect(denialsOf(server, [...requests, ...asked(requests.map(({ object }) => object))]).flat()).toEqual([]);
  }
});

const OF_V1ALPHA1: readonly string[] = ['InfisicalSecret', 'InfisicalPushSecret', 'InfisicalDynamicSecret'];

test('the operator and whoever cleans up can do their work on an object that was bad before the guard came', () => {
  const oldObject = {
    ...stopping,
    metadata: { ...stopping.metadata, finalizers: ['secrets.infisical.com/finalizer'] },
  };
  const deletionTimestamp = '2026-11-26T21:00:00Z';
  const finalizers = ['example.com/held'];
  const worse = { ...(stopping.spec as object), syncOptions: { refreshInterval: '10m' } };
  const requests = {
    'takes its finalizer away': { object: stopping, oldObject },
    'writes its spec anew with the last finalizer of a deletion': {
      object: { ...stopping, spec: worse, metadata: { ...stopping.metadata, deletionTimestamp } },
      oldObject,
    },
    'changes its spec while a finalizer holds up its deletion': {
      object: { ...stopping, metadata: { ...stopping.metadata, deletionTimestamp, finalizers } },
      oldObject: { ...valid.staticSecret(), metadata: { ...stopping.metadata, deletionTimestamp, finalizers } },
    },
    'writes its status': { object: stopping, oldObject: { ...stopping, spec: {} }, subresource: 'status' as const },
    'deletes it': { object: stopping, operation: 'DELETE' as const },
    'changes its spec': { object: { ...stopping, spec: worse }, oldObject },
    'gives it a spec': { object: stopping, oldObject: { ...stopping, spec: undefined } },
    'puts it right': { object: valid.staticSecret(), oldObject },
  };
  for (const server of servers) {
    const denials = denialsOf(server, Object.values(requests));
    const told = Object.fromEntries(Object.keys(requests).map((what, i) => [what, denials[i]]));
    expect(told).toEqual({
      'takes its finalizer away': [],
      'writes its spec anew with the last finalizer of a deletion': [],
      'changes its spec while a finalizer holds up its deletion': ['K8'],
      'writes its status': [],
      'deletes it': [],
      'changes its spec': ['K8'],
      'gives it a spec': ['K8'],
      'puts it right': [],
    });
  }
});

test('an exempt namespace is not looked at, and fewer rules and other actions are as they are asked for', () => {
  const objects = [stopping, { ...stopping, metadata: { ...stopping.metadata, namespace: 'break-glass' } }];
  const file = written('few', {
    rules: ['K8', 'S8'],
    exemptNamespaces: ['break-glass'],
    actions: [GuardAction.AUDIT, GuardAction.WARN],
  });
  const unread = valid.staticSecret({ sources: [], syncOptions: { refreshInterval: '1s' } });
  for (const server of servers) {
    expect(denialsOf(server, asked([...objects, unread]), file)).toEqual([['K8'], [], ['S8']]);
    const [{ denied }] = server.judge([{ object: stopping }], file);
    expect(denied).toMatchObject([{ actions: ['Audit', 'Warn'] }]);
  }
});

test('large objects can be evaluated', () => {
  const data = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`KEY_${i}`, `{{ .KEY_${i}.Value }}`]));
  const template = { engineVersion: 'v1', data };
  const targets = Array.from({ length: 100 }, (_, i) => valid.target({ name: `secrets-${i}`, template }));
  const references = targets.map(({ name }) => valid.managedSecret({ secretName: name, template: { data } }));
  const objects = [valid.staticSecret({ targets }), valid.infisicalSecret({ managedKubeSecretReferences: references })];
  const ofKeys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`KEY_${i}`, 'a']));
  const enormous = [ofKeys(20_000), 'a'.repeat(1_000_000)].map((one) =>
    valid.staticSecret({ targets: [valid.target({ template: { engineVersion: 'v1', data: one } })] }),
  );
  const broken = [...targets.slice(1), { ...targets[0], template: { ...template, data: { ...data, KEY_49: 1 } } }];
  for (const server of servers) {
    const updates = objects.map((oldObject) => ({
      object: { ...oldObject, spec: { ...(oldObject.spec as object), hostAPI: undefined } },
      oldObject,
    }));
    expect(denialsOf(server, [...asked([...objects, ...enormous]), ...updates]).flat()).toEqual([]);
    expect(denialsOf(server, asked([valid.staticSecret({ targets: broken })]))).toEqual([['K8']]);
  }
});

/** CEL cannot count how many characters of a text differ, and a service account has its source where no other login has it. */
const REFUSED_BY_RULES_ONLY = [
  'X12: secrets.infisical.com/v1alpha1 ClusterGenerator .spec.generator.passwordSpec.symbolCharacters ',
  'S1: secrets.infisical.com/v1alpha1 InfisicalSecret .spec.authentication.serviceAccount.projectId ',
  'S4: secrets.infisical.com/v1alpha1 InfisicalSecret .spec.authentication.serviceAccount.environmentName ',
];

interface NamedObject {
  readonly name: string;
  readonly object: Manifest;
}

const known: Manifest[] = [...SOUND];

test.each<[string, number, () => DocumentCase[]]>([
  ['output of the project and of the examples', 2, committedOutput],
  ['YAML in documents', 2, documentBlocks],
  ['snapshots', 0, snapshots],
  ['what unit tests, documents and init synthesize', 100, synthesizedByTests],
  ['1,000 random declarations', 1_500, () => randomDeclarations(1_000, 12)],
])('no object of %s is denied of which no rule says an error', (corpus, atLeast, made) => {
  const objects: readonly NamedObject[] = made().filter(({ object }) => isOperatorKind(object.kind));
  expect(objects.length).toBeGreaterThanOrEqual(atLeast);
  known.push(...objects.map(({ object }) => object));
  for (const server of servers) expect(disagreementsOn(server, corpus, objects).onlyGuard).toEqual([]);
});

test('nor is one in which anything was changed, and what the rules refuse of it the guard denies', () => {
  const objects = [...VALID_OBJECTS.filter(({ kind }) => isOperatorKind(kind)), ...LIVE, ...known];
  const broken = GUARDED_KINDS.flatMap(({ kind }) => brokenObjects(kind).map(({ object }) => object));
  const changed = changedObjects([...objects, ...broken]) as readonly NamedObject[];
  expect(changed.length).toBeGreaterThan(3_000);
  for (const server of servers) {
    const { onlyGuard, onlyRules } = disagreementsOn(server, 'every leaf changed in every way', changed);
    expect(onlyGuard).toEqual([]);
    const others = onlyRules.filter((told) => !REFUSED_BY_RULES_ONLY.some((one) => told.startsWith(one)));
    expect(others).toEqual([]);
  }
});

/** Where the guard denies under a rule that says no error, and where a rule that it holds says one that it lets through. */
function disagreementsOn(server: ApiServer, corpus: string, objects: readonly NamedObject[]) {
  const verdicts = server.judge(
    objects.map(({ object }) => ({ object })),
    guard,
  );
  const onlyGuard: string[] = [];
  const onlyRules: string[] = [];
  let denied = 0;
  objects.forEach(({ name, object }, i) => {
    if (verdicts[i].refused.length > 0) return;
    const errors = new Set(
      checkManifests([stored(object)]).flatMap(({ rule, severity }) => (severity === Severity.ERROR ? [rule] : [])),
    );
    const denials = new Set(
      (verdicts[i].denied ?? []).map(({ message, failed }) => (failed ? message : idIn(message))),
    );
    if (denials.size > 0) denied++;
    const told = (rule: string) => `${rule}: ${name}`;
    const isExplained = (rule: string) => ruleCalled(rule).explainedBy?.some((by) => errors.has(by));
    onlyGuard.push(...[...denials].filter((rule) => !errors.has(rule as RuleId) && !isExplained(rule)).map(told));
    if (denials.size > 0) return;
    onlyRules.push(...[...errors].filter((rule) => guardedIn(object.kind).includes(rule)).map(told));
  });
  agreement.add({
    objects: corpus,
    [`${server.version} looked at`]: objects.length,
    [`${server.version} denied`]: denied,
  });
  return { onlyGuard, onlyRules };
}

/** The object as policies see it: in the namespace of the request, and without what is null, which the schemas drop. */
function stored(object: Manifest): Manifest {
  const { metadata } = object;
  const namespace = object.kind === 'ClusterGenerator' ? undefined : metadata?.namespace || 'default';
  return { ...withoutNull(object), metadata: { ...metadata, namespace } };
}

function withoutNull(value: unknown, holder?: string): Manifest {
  if (Array.isArray(value)) return value.map((item) => withoutNull(item));
  if (typeof value !== 'object' || value === null) return value;
  // The schema of v1beta1 lets a template hold anything.
  const entries = Object.entries(value).filter(([, one]) => one !== null || holder === 'data');
  return Object.fromEntries(entries.map(([name, one]) => [name, withoutNull(one, name)]));
}
