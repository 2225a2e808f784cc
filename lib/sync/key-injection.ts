import { ApiObject } from 'cdk8s';
import { type AbstractPod, type Container, EnvFrom, type ISecret } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { type PropsProblem, validateWithApp } from '../evaluation/app-validation';
import { declareExplained } from '../evaluation/declarations';
import { declareSecret } from '../evaluation/used-secrets';
import { recordKeyAccess, type SecretSources } from '../infisical/key-access';
import { AUTO_RELOAD_ANNOTATION } from '../model/workloads';
import { checkedProps } from '../props/prop-types';
import { didYouMean } from '../text/did-you-mean';
import { typeOf } from '../text/shown';
import { envOrderProblems, inEnvOrder } from './env-order';
import type { KeyFiles } from './key-files';
import { mountKeyFiles } from './mounted-files';
import { INJECTION_PROPS } from './prop-types';
import { targetsAndKeys } from './targets-and-keys';

/**
 * Which keys of a managed Secret a container gets, and how.
 */
export interface KeyInjection {
  /**
   * Keys as environment variables: a list of keys, each of which becomes the variable of the same name, or a map from
   * variable to key (`{ DB_URL: 'DATABASE_URL' }`). A missing key stops the pod.
   *
   * Variables keep the order of the map. In Java and Go, whose maps need not have one, they come in the order of their
   * names: `envOrder` gives another.
   *
   * @default - none
   */
  readonly secretKeys?: string[] | { [variable: string]: string };

  /**
   * Variables of `secretKeys` that come before the others, in this order. Each must exist (rule C18).
   *
   * @default - the order of `secretKeys`
   */
  readonly envOrder?: string[];

  /**
   * Keys as files.
   *
   * @default - none
   */
  readonly files?: KeyFiles;

  /**
   * Every key of the managed Secret as an environment variable. Gives the container more than it names (rule C5).
   *
   * @default false
   */
  readonly everyKey?: boolean;

  /**
   * What the variables of `everyKey` start with.
   *
   * @default - nothing
   */
  readonly prefix?: string;
}

/**
 * Which keys of a managed Secret a workload gets, and how.
 */
export interface WorkloadKeyInjection extends KeyInjection {
  /**
   * Names of the containers and init containers that get the keys (rule C17).
   *
   * @default - every container, no init container
   */
  readonly containers?: string[];

  /**
   * Let the operator restart the pods when the managed Secret changes. It does so for Deployments, StatefulSets and
   * DaemonSets only (rules C7, C8).
   *
   * @default false
   */
  readonly autoReload?: boolean;
}

interface InjectedSecret extends Construct, ISecret {
  readonly _readFrom?: SecretSources;
}

export function inject(secret: InjectedSecret, container: Container, injection: KeyInjection): void {
  if (typeof container?.env?.addVariable !== 'function') {
    refuse(secret, 'injectIntoContainer takes a container of cdk8s-plus', container);
    return;
  }
  const { checked, problems } = checkedInjection(injection);
  if (problems.length > 0) validateWithApp(secret, () => [...problems]);
  const { secretKeys, envOrder, files, everyKey, prefix } = checked;
  const access = { container: container.name, of: container, secret: secret.name, readFrom: secret._readFrom };
  for (const [variable, key] of inEnvOrder(targetsAndKeys(secretKeys), envOrder)) {
    container.env.addVariable(variable, secret.envValue(key));
    recordKeyAccess(secret, { ...access, key, variable });
  }
  for (const [file, key] of targetsAndKeys(files?.secretKeys)) {
    recordKeyAccess(secret, { ...access, key, file: `${files?.path}/${file}` });
  }
  if (everyKey) container.env.copyFrom(declareSecret(new EnvFrom(undefined, prefix, secret), secret));
  if (files) mountKeyFiles(secret, container, files, { isNew: true, writeOptional: true });
}

/** The injection without what is wrong in it, and what that is. */
function checkedInjection(injection: WorkloadKeyInjection): {
  readonly checked: WorkloadKeyInjection;
  readonly problems: readonly PropsProblem[];
} {
  const { checked, problems } = checkedProps(injection, INJECTION_PROPS);
  const known = targetsAndKeys(checked.secretKeys).map(([variable]) => variable);
  const unknown = envOrderProblems(checked.envOrder, known, 'name a variable of secretKeys');
  const envOrder = checked.envOrder?.filter((variable) => known.includes(variable));
  return { checked: { ...checked, envOrder }, problems: [...problems, ...unknown] };
}

export function injectIntoPod(secret: InjectedSecret, workload: AbstractPod, injection: WorkloadKeyInjection): void {
  if (!Array.isArray(workload?.containers)) {
    const wanted =
      'injectInto takes a workload of cdk8s-plus, such as a Deployment or the deployment of a SecretSyncedApp';
    refuse(secret, wanted, workload);
    return;
  }
  const { checked, problems } = checkedInjection(injection);
  // The rules also look at an app whose only secret is one of another app.
  validateWithApp(workload, () => [...problems]);
  for (const { rule } of problems) declareExplained(workload, rule, ['C9']);
  for (const container of chosenContainers(workload, checked.containers)) inject(secret, container, checked);
  if (checked.autoReload) ApiObject.of(workload).metadata.addAnnotation(AUTO_RELOAD_ANNOTATION, 'true');
}

function refuse(secret: InjectedSecret, wanted: string, found: unknown): void {
  const shown = Construct.isConstruct(found) ? `[${found.node.path}]` : typeOf(found);
  validateWithApp(secret, () => [{ rule: 'C17', message: `${wanted}, found ${shown}, which has no containers` }]);
}

function chosenContainers(workload: AbstractPod, names: string[] | undefined): Container[] {
  const all = [...workload.containers, ...workload.initContainers];
  const problems = missingContainers(
    names,
    workload.containers.map(({ name }) => name),
    all.map(({ name }) => name),
  );
  if (problems.length > 0) {
    declareExplained(workload, 'C17', ['C9']);
    validateWithApp(workload, () => problems.map((message) => ({ rule: 'C17', message })));
  }
  return names === undefined ? workload.containers : all.filter(({ name }) => names.includes(name));
}

/** Containers that are added later get no keys, and nothing else would tell. */
function missingContainers(wanted: string[] | undefined, usual: readonly string[], all: readonly string[]): string[] {
  const add = 'add containers before injectInto';
  const known = all.map((one) => `"${one}"`).join(', ');
  if (wanted === undefined) {
    if (usual.length > 0) return [];
    return all.length === 0
      ? [`there is no container yet to give keys to: ${add}`]
      : [
          `there is no container yet to give keys to, and init containers get them by name only: ${add}, or write containers: [${known}]`,
        ];
  }
  if (wanted.length === 0)
    return ['containers is an empty list, so that nobody gets the keys: name one, or leave it out'];
  return wanted
    .filter((name) => !all.includes(name))
    .map((name) => {
      const remedy = all.length === 0 ? add : didYouMean(name, all, `write one of ${known}, or ${add}`);
      return `there is no container "${name}" to give keys to: ${remedy}`;
    });
}
