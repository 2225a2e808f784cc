import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { Severity } from '../../../lib/validation/rule';
import type { RuleId } from '../../../lib/validation/rule-ids';
import { VALID_OBJECTS } from '../../validation/example-manifests';
import { type ApiServer, apiServers } from './api-server';
import { committedOutput, documentBlocks, snapshots, synthesizedByTests } from './corpora';
import { countsTable } from './counts-table';
import { mutationsOf, shape } from './mutations';

/** The rules that say what an API server says; those of all other letters are about the operator, Argo CD and pods at run time. */
const OF_API_SERVER = /^[FNPRW]/;

interface Case {
  /** Which leaf of which kind was changed, and how. */
  readonly name: string;
  readonly object: object;
  readonly origin: object;
}

let servers: readonly ApiServer[];
let cases: readonly Case[];
const table = countsTable(['Kubernetes', 'mutations']);

beforeAll(() => {
  servers = apiServers();
  const objects = [committedOutput, documentBlocks, snapshots, synthesizedByTests]
    .flatMap((corpus) => corpus().map(({ object }) => object as object))
    .concat(VALID_OBJECTS);
  const [verdicts] = servers.map(({ judge }) => judge(objects.map((object) => ({ object }))));
  cases = mutated(objects.filter((_, i) => verdicts[i].refused.length === 0 && !verdicts[i].unknownKind));
}, 1_800_000);

afterAll(() => process.stdout.write(`\nEvery leaf of what we write, changed in every way\n\n${table}\n`));

/** Each leaf of each kind once, in whatever object it comes first. */
function mutated(objects: readonly object[]): Case[] {
  const seen = new Set<string>();
  return objects.flatMap((origin) => {
    const { apiVersion, kind } = origin as Manifest;
    const isNew = (path: string) => {
      const size = seen.size;
      return seen.add(`${apiVersion} ${kind} ${path}`).size > size;
    };
    return [...mutationsOf(origin, isNew)].map(({ path, what, object }) => {
      return { name: `${apiVersion} ${kind} ${shape(path)}: ${what}`, object, origin };
    });
  });
}

/** The rules that stop a synthesis of the object, and where. */
function errorsOf(object: object, kubernetesVersion: string): { readonly rule: RuleId; readonly place: string }[] {
  return checkManifests([object as Manifest], { kubernetesVersion })
    .filter(({ severity }) => severity === Severity.ERROR)
    .map(({ rule, at, message }) => ({ rule, place: `${at.join('.')} ${message}` }));
}

/** Why the server refuses each object, or what is made of it later. */
function refusalsOf(judge: ApiServer['judge'], objects: readonly object[]): readonly (readonly string[])[] {
  const pods = objects.map(podOf);
  const [own, later] = [objects, pods].map((all) => judge(all.map((object) => ({ object: object ?? {} }))));
  return objects.map((_, i) => {
    const verdicts = pods[i] === undefined ? [own[i]] : [own[i], later[i]];
    return verdicts.flatMap(({ refused, unknownKind }) => [
      ...(unknownKind ? ['unknown kind'] : []),
      ...refused.map(({ field, detail }) => `${field} ${detail}`),
    ]);
  });
}

/** The server looks at the containers of a StatefulSet only when its pods are made. */
function podOf(object: object): object | undefined {
  const { kind, metadata, spec } = object as Manifest & { readonly spec?: { readonly template?: object } };
  const template = spec?.template;
  if (kind !== 'StatefulSet' || typeof template !== 'object' || template === null) return undefined;
  const { metadata: own, ...rest } = template as { readonly metadata?: object };
  return { apiVersion: 'v1', kind: 'Pod', ...rest, metadata: { ...own, name: `${metadata?.name}-0` } };
}

test.each([
  ['oldest', 0],
  ['newest', 1],
])('what the %s Kubernetes refuses we refuse, and nothing else', (_, index) => {
  const { version, judge } = servers[index];
  const before = new Map<object, Set<string>>();
  for (const { origin } of cases) {
    if (!before.has(origin)) before.set(origin, new Set(errorsOf(origin, version).map(({ place }) => place)));
  }
  const refusals = refusalsOf(
    judge,
    cases.map(({ object }) => object),
  );
  const counts = { 'both take': 0, 'both refuse': 0, 'for its behaviour': 0, 'only the server': 0, 'only we': 0 };
  const different: string[] = [];
  cases.forEach(({ name, object, origin }, i) => {
    const [refusal] = refusals[i];
    const errors = errorsOf(object, version).filter(({ place }) => !before.get(origin)?.has(place));
    const isOurs = errors.some(({ rule }) => OF_API_SERVER.test(rule));
    if (refusal !== undefined && errors.length === 0) {
      counts['only the server']++;
      different.push(`we take it: ${name} <- ${refusal}`);
    } else if (refusal === undefined && isOurs) {
      counts['only we']++;
      different.push(`we refuse it: ${name} <- ${errors.map(({ rule, place }) => `${rule} ${place}`).join('; ')}`);
    } else if (refusal === undefined && errors.length > 0) counts['for its behaviour']++;
    else counts[refusal === undefined ? 'both take' : 'both refuse']++;
  });
  table.add({ Kubernetes: version, mutations: cases.length, ...counts });
  expect(different).toEqual([]);
});
