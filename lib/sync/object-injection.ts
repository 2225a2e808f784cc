import type { ApiObject } from 'cdk8s';
import { EnvFrom, k8s } from 'cdk8s-plus-28';
import { type PropsProblem, validateWithApp } from '../evaluation/app-validation';
import { declareExplained, ownerOf } from '../evaluation/declarations';
import { podSpecsIn, withPodSpecs } from '../evaluation/finished-pods';
import { objectWithoutPods } from '../evaluation/held-workload';
import { writeLast } from '../evaluation/last-written';
import { finishedJson } from '../evaluation/one-rendering';
import { declareUse } from '../evaluation/used-secrets';
import { type Fields, fields, list, text } from '../json/json';
import { containerProblems } from './chosen-containers';
import { accessesBy, type InjectedSecret, orderedVariables, recordAccesses } from './injected-keys';
import type { WorkloadKeyInjection } from './key-injection';
import { refuseKeyOfTwoFiles, volumeFor } from './mounted-files';
import { declareTypedKeys } from './typed-keys';

/** What a container, and its pod, get. */
interface Given {
  readonly env: readonly Fields[];
  readonly envFrom: readonly Fields[];
  readonly volumeMounts: readonly Fields[];
  readonly volumes: readonly Fields[];
}

/**
 * Gives keys to the containers of an object that is of no class of cdk8s-plus, wherever these come from: in the finished
 * object, before its patches.
 */
export function injectIntoObject(secret: InjectedSecret, object: ApiObject, injection: WorkloadKeyInjection): void {
  const { containers: wanted } = injection;
  const owner = ownerOf(object);
  const given = givenBy(secret, injection, object);
  declareUse(owner, secret);
  // Its containers are not known yet.
  for (const container of wanted ?? [object.name]) {
    recordAccesses(secret, injection, container);
    declareTypedKeys(owner, accessesBy(secret, injection, container));
  }
  let problems: readonly PropsProblem[] = [];
  writeLast(object, [], (json) => {
    problems = problemsOf(
      object,
      podSpecsIn(json).map(({ raw }) => fields(raw)),
      wanted,
    );
    if (problems.length > 0) declareExplained(owner, 'C17', ['C9']);
    return withPodSpecs(json, (spec) => withKeys(spec, wanted, given));
  });
  validateWithApp(owner, () => {
    finishedJson(object);
    return [...problems];
  });
}

function problemsOf(object: ApiObject, pods: readonly Fields[], wanted: readonly string[] | undefined): PropsProblem[] {
  if (pods.length === 0) return [{ rule: 'C17', message: objectWithoutPods(object).told('injectInto') }];
  const inAll = (field: string) => pods.flatMap((pod) => list(pod[field])).map((one) => ({ name: nameOf(one) }));
  const all = { containers: inAll('containers'), initContainers: inAll('initContainers') };
  return containerProblems(wanted, all, 'add containers to the pod template');
}

function givenBy(secret: InjectedSecret, injection: WorkloadKeyInjection, object: ApiObject): Given {
  const { files, everyKey, prefix } = injection;
  const env = orderedVariables(injection).map(([name, key]) => {
    const { value, valueFrom } = secret.envValue(key);
    return k8s.toJson_EnvVar({ name, value, valueFrom }) as Fields;
  });
  const envFrom = everyKey
    ? [k8s.toJson_EnvFromSource(new EnvFrom(undefined, prefix, secret)._toKube()) as Fields]
    : [];
  if (files === undefined) return { env, envFrom, volumeMounts: [], volumes: [] };
  refuseKeyOfTwoFiles(secret, files, `[${object.node.path}]`);
  const volume = volumeFor(secret, files, { isNew: true, writeOptional: true });
  const { path: mountPath, readOnly = true } = files;
  return {
    env,
    envFrom,
    volumeMounts: [{ mountPath, name: volume.name, readOnly }],
    volumes: [k8s.toJson_Volume(volume._toKube()) as Fields],
  };
}

function withKeys(spec: Fields, wanted: readonly string[] | undefined, given: Given): Fields {
  const keyed = (container: unknown) =>
    isObject(container) && (wanted?.includes(nameOf(container)) ?? true) ? withKeysIn(container, given) : container;
  const { containers, initContainers, volumes } = spec;
  const added = given.volumes.filter((volume) => !isAmong(volume, volumes));
  return {
    ...spec,
    ...(Array.isArray(containers) && { containers: containers.map(keyed) }),
    ...(wanted !== undefined && Array.isArray(initContainers) && { initContainers: initContainers.map(keyed) }),
    ...withAdded('volumes', volumes, added),
  };
}

function withKeysIn(container: Fields, { env, envFrom, volumeMounts }: Given): Fields {
  return {
    ...container,
    ...(env.length > 0 && { env: withVariables(container.env, env) }),
    ...withAdded('envFrom', container.envFrom, envFrom),
    ...withAdded('volumeMounts', container.volumeMounts, volumeMounts),
  };
}

/** A variable of a name that is there takes its place. */
function withVariables(before: unknown = [], env: readonly Fields[] = []): unknown {
  if (!Array.isArray(before)) return before;
  const names = before.map((one) => nameOf(fields(one)));
  const added = new Map(env.map((variable) => [nameOf(variable), variable]));
  const others = env.filter((variable) => !names.includes(nameOf(variable)));
  return [...before.map((one, i) => added.get(names[i]) ?? one), ...others];
}

/** What stands there and is no list, others tell. */
function withAdded(field: string, before: unknown = [], more: readonly Fields[] = []): Fields {
  return more.length > 0 && Array.isArray(before) ? { [field]: [...before, ...more] } : {};
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it is there from an earlier call. */
function isAmong(volume: Fields, volumes: unknown): boolean {
  return list(volumes).some((one) => JSON.stringify(one) === JSON.stringify(volume));
}

function nameOf({ name }: Fields): string {
  return text(name) ?? '';
}
