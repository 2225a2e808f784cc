import { ApiObject, Lazy } from 'cdk8s';
import type { AbstractPod, Container } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { type Fields, fields, text } from '../json/json';
import type { Manifest } from '../model/manifest';
import type { Resource, SecretOfOtherApp } from '../model/resource';
import { isRuled } from './construct-problems';
import { declaredHostOf, explainedRulesOf, hasForeignLogin, keysOf, ownerOf } from './declarations';
import { environmentNameOf } from './environment-name';
import { mayBePatched } from './patches';
import { suppressionReason } from './suppress';
import { secretsUsedBy } from './used-secrets';

const GROUPS = new Set([
  'secrets.infisical.com',
  'core',
  'apps',
  'batch',
  'rbac.authorization.k8s.io',
  'argoproj.io',
  'helm.toolkit.fluxcd.io',
]);

/** Every object in the tree that a rule of one app may look at. */
export function resourcesIn(root: IConstruct): Resource[] {
  return objectsIn(root)
    .filter(({ apiGroup }) => GROUPS.has(apiGroup))
    .map(resourceOf);
}

/** Those among all objects. */
export function ruledAmong(all: readonly Resource[]): Resource[] {
  return all.filter(({ manifest }) => {
    const [group, version] = String(manifest.apiVersion).split('/');
    return GROUPS.has(version === undefined ? 'core' : group);
  });
}

/** Every object in the tree, for the rules between environments too. */
export function allResourcesIn(root: IConstruct): Resource[] {
  return objectsIn(root).map(resourceOf);
}

function objectsIn(root: IConstruct): ApiObject[] {
  return root.node.findAll().filter((construct): construct is ApiObject => ApiObject.isApiObject(construct));
}

function resourceOf(object: ApiObject): Resource {
  const owner = ownerOf(object);
  const about = {
    construct: owner,
    environment: environmentNameOf(owner),
    defaultNamespace: text(fields(owner.node.root).namespace),
    suppressionOf: suppressionsOf(owner, object),
    declaredHost: declaredHostOf(owner),
    hasForeignLogin: hasForeignLogin(owner),
    explainedRules: explainedRulesOf(owner),
    ...keysOf(owner),
    ...(isPod(owner) && { secretsOfOtherApps: secretsOfOtherApps(owner) }),
  };
  try {
    return { ...about, manifest: isPod(owner) ? workloadManifest(object, owner) : manifestOf(object) };
  } catch (error) {
    return { ...about, manifest: identityOf(object), failure: error instanceof Error ? error.message : String(error) };
  }
}

function suppressionsOf(owner: IConstruct, { kind, metadata: { name, namespace } }: ApiObject) {
  return (rule: string) => suppressionReason(owner, rule, { kind, name, namespace });
}

function secretsOfOtherApps(workload: AbstractPod): SecretOfOtherApp[] {
  const { root } = workload.node;
  if (!isRuled(root)) return [];
  return [...secretsUsedBy(workload)]
    .filter((secret) => secret.node.root !== root)
    .map((secret) => ({
      path: secret.node.path,
      name: text(fields(secret).name),
      environment: environmentNameOf(secret),
    }));
}

/**
 * What the object will look like, without rendering it where that can be avoided: stock cdk8s validates the whole app
 * once for every chart. An object with patches is rendered, so that the rules see what the cluster would.
 */
function manifestOf(object: ApiObject): Manifest {
  const { props, patches } = object as unknown as { props?: Fields; patches?: unknown[] };
  if (props === undefined || patches?.length !== 0) return object.toJson();
  const produced = Object.entries(props).map(([key, value]) => [key, value instanceof Lazy ? value.produce() : value]);
  return { ...Object.fromEntries(produced), ...identityOf(object) };
}

/**
 * cdk8s-plus renders a pod with side effects (each rendering of `spread: true` adds rules once more), so a workload is
 * read through its public properties and never rendered here.
 */
function workloadManifest(object: ApiObject, workload: AbstractPod): Manifest {
  const volumes = new Set(
    [...workload.containers, ...workload.initContainers].flatMap(({ mounts }) => mounts.map(({ volume }) => volume)),
  );
  for (const volume of workload.volumes) volumes.add(volume);
  const security = securityOf(object, workload);
  const withSecurity = (container: Container) => ({
    ...containerFields(container),
    ...security.ofContainer(container),
  });
  const spec = {
    ...security.ofPod(),
    containers: workload.containers.map(withSecurity),
    initContainers: workload.initContainers.map(withSecurity),
    volumes: [...volumes].map((volume) => volume._toKube()),
    imagePullSecrets: workload.dockerRegistryAuth && [{ name: workload.dockerRegistryAuth.name }],
  };
  const template = { metadata: workload.podMetadata.toJson(), spec };
  const identity = identityOf(object);
  if (identity.kind === 'Pod') return { ...identity, spec };
  if (identity.kind === 'CronJob') return { ...identity, spec: { jobTemplate: { spec: { template } } } };
  return { ...identity, spec: { template } };
}

interface OwnSecurity {
  readonly _podSecurity?: () => unknown;
  readonly _containerSecurity?: (container: Container) => unknown;
}

/** The security contexts as they will be written; none where a patch may change them, or the files that they are for. */
function securityOf(object: ApiObject, workload: AbstractPod & OwnSecurity) {
  if (mayBePatched(object, /"path":"[^"]*\/spec"|securityContext|volumes|runAs|fsGroup|[mM]ode/)) {
    return { ofPod: () => ({}), ofContainer: () => ({}) };
  }
  const { _podSecurity, _containerSecurity } = workload;
  return {
    ofPod: () => ({
      securityContext: _podSecurity === undefined ? workload.securityContext?._toKube() : _podSecurity.call(workload),
    }),
    ofContainer: (container: Container) => ({
      securityContext:
        _containerSecurity === undefined
          ? container.securityContext?._toKube()
          : _containerSecurity.call(workload, container),
    }),
  };
}

function containerFields({ name, image, env, mounts }: Container): Fields {
  return {
    name,
    image,
    env: Object.entries(env.variables).map(([variable, { value, valueFrom }]) => ({
      name: variable,
      value,
      valueFrom,
    })),
    envFrom: env.sources.map((source) => source._toKube()),
    volumeMounts: mounts.map(({ path, volume, subPath, subPathExpr }) => ({
      name: volume.name,
      mountPath: path,
      subPath,
      subPathExpr,
    })),
  };
}

function identityOf(object: ApiObject): Manifest {
  return { apiVersion: object.apiVersion, kind: object.kind, metadata: fields(object.metadata.toJson()) };
}

function isPod(construct: IConstruct): construct is AbstractPod {
  return 'podMetadata' in construct && 'containers' in construct && 'initContainers' in construct;
}
