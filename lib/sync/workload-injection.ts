import { ApiObject } from 'cdk8s';
import { type AbstractPod, type Container, EnvFrom, k8s, type Volume } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type PropsProblem, validateWithApp } from '../evaluation/app-validation';
import { declareExplained, ownerOf } from '../evaluation/declarations';
import { withPodSpecs } from '../evaluation/finished-pods';
import { heldWorkload, NoWorkload } from '../evaluation/held-workload';
import { writeLast } from '../evaluation/last-written';
import { declareSecret } from '../evaluation/used-secrets';
import { type Fields, list } from '../json/json';
import { AUTO_RELOAD_ANNOTATION } from '../model/workloads';
import { checkedProps } from '../props/prop-types';
import { typeOf } from '../text/shown';
import { chosenContainers, containerProblems } from './chosen-containers';
import { envOrderProblems } from './env-order';
import { accessesBy, type InjectedSecret, orderedVariables, recordAccesses } from './injected-keys';
import type { KeyInjection, WorkloadKeyInjection } from './key-injection';
import { mountKeyFiles } from './mounted-files';
import { injectIntoObject } from './object-injection';
import { INJECTION_PROPS } from './prop-types';
import { targetsAndKeys } from './targets-and-keys';
import { declareTypedKeysOf } from './typed-keys';

/** The injection without what is wrong in it, and what that is. */
interface CheckedInjection {
  readonly checked: WorkloadKeyInjection;
  readonly problems: readonly PropsProblem[];
}

export function inject(secret: InjectedSecret, container: Container, injection: KeyInjection): void {
  if (typeof container?.env?.addVariable !== 'function') {
    const found = Construct.isConstruct(container) ? `[${container.node.path}]` : typeOf(container);
    refuse(secret, `injectIntoContainer takes a container of cdk8s-plus, found ${found}, which has no containers`);
    return;
  }
  const { checked, problems } = checkedInjection(injection);
  if (problems.length > 0) validateWithApp(secret, () => [...problems]);
  injectChecked(secret, container, checked);
}

/** @returns the volume with the files, if there are any */
function injectChecked(secret: InjectedSecret, container: Container, checked: KeyInjection): Volume | undefined {
  const { files, everyKey, prefix } = checked;
  for (const [variable, key] of orderedVariables(checked)) container.env.addVariable(variable, secret.envValue(key));
  recordAccesses(secret, checked, container.name, container);
  declareTypedKeysOf(container, accessesBy(secret, checked, container.name));
  if (everyKey) container.env.copyFrom(declareSecret(new EnvFrom(undefined, prefix, secret), secret));
  return files && mountKeyFiles(secret, container, files, { isNew: true, writeOptional: true });
}

function checkedInjection(injection: WorkloadKeyInjection): CheckedInjection {
  const { checked, problems } = checkedProps(injection, INJECTION_PROPS);
  const known = targetsAndKeys(checked.secretKeys).map(([variable]) => variable);
  const unknown = envOrderProblems(checked.envOrder, known, 'name a variable of secretKeys');
  const envOrder = checked.envOrder?.filter((variable) => known.includes(variable));
  return { checked: { ...checked, envOrder }, problems: [...problems, ...unknown] };
}

export function injectIntoWorkload(secret: InjectedSecret, value: unknown, injection: WorkloadKeyInjection): void {
  const workload = heldWorkload(value);
  if (workload instanceof NoWorkload) {
    refuse(secret, workload.told('injectInto'));
    return;
  }
  const { checked, problems } = checkedInjection(injection);
  const object = ApiObject.of(workload);
  const owner = ownerOf(object);
  // The rules also look at an app whose only secret is one of another app.
  validateWithApp(owner, () => [...problems]);
  for (const { rule } of problems) declareExplained(owner, rule, ['C9']);
  if (workload === object) injectIntoObject(secret, object, checked);
  else injectIntoPod(secret, workload as AbstractPod, checked);
  if (checked.autoReload) object.metadata.addAnnotation(AUTO_RELOAD_ANNOTATION, 'true');
}

function injectIntoPod(secret: InjectedSecret, workload: AbstractPod, checked: WorkloadKeyInjection): void {
  const { containers, initContainers } = workload;
  const problems = containerProblems(
    checked.containers,
    { containers, initContainers },
    'add containers before injectInto',
  );
  if (problems.length > 0) {
    declareExplained(workload, 'C17', ['C9']);
    validateWithApp(workload, () => problems);
  }
  for (const container of chosenContainers(checked.containers, { containers, initContainers })) {
    const volume = injectChecked(secret, container, checked);
    if (volume !== undefined) keepVolume(workload, volume);
  }
}

/** A StatefulSet of cdk8s-plus 31 and newer leaves out all volumes where nobody added claims to it. */
function keepVolume(workload: AbstractPod, volume: Volume): void {
  if (!('addVolumeClaimTemplate' in workload)) return;
  const withVolume = (spec: Fields) => {
    const volumes = list(spec.volumes);
    if (volumes.some(({ name }) => name === volume.name)) return spec;
    return { ...spec, volumes: [...volumes, k8s.toJson_Volume(volume._toKube())] };
  };
  writeLast(ApiObject.of(workload), [], (json) => withPodSpecs(json, withVolume));
}

function refuse(secret: InjectedSecret, message: string): void {
  validateWithApp(secret, () => [{ rule: 'C17', message }]);
}
