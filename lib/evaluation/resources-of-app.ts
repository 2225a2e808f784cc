import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { fields, text } from '../json/json';
import type { Kind } from '../model/kinds';
import { isList, type Manifest } from '../model/manifest';
import type { GivenName, Resource, SecretOfOtherApp } from '../model/resource';
import { objectsIn } from '../validation/check-manifests';
import type { RuleId } from '../validation/rule-ids';
import { isRuled } from './construct-problems';
import { accountsOf, declaredBy, explainedRulesOf, keysOfContainer, namesGivenTo, ownerOf } from './declarations';
import { environmentNameOf } from './environment-name';
import { isPlusWorkload } from './held-workload';
import { type RenderedObject, renderedObjects } from './one-rendering';
import { renderingFailure } from './rendering-failure';
import { suppressionReason } from './suppress';
import { secretsUsedBy, tellsOfSecrets } from './used-secrets';

/** Every object of an app as it is written, with what its construct remembers. */
export function resourcesOfApp(root: IConstruct): Resource[] {
  return renderedObjects(root).flatMap(resourcesOf);
}

/** What kubectl makes of an object: of a list, its items. */
function resourcesOf({ object, json, error }: RenderedObject): Resource[] {
  if (error !== undefined || typeof json !== 'object' || json === null) {
    return [resourceOf(object, identityOf(object), error)];
  }
  const manifests = isList(json) ? objectsIn([json]) : [json as Manifest];
  return manifests.map((manifest) => resourceOf(object, manifest));
}

function resourceOf(object: ApiObject, manifest: Manifest, error?: unknown): Resource {
  const owner = ownerOf(object);
  const { root } = owner.node;
  return {
    manifest,
    construct: owner,
    environment: environmentNameOf(owner),
    defaultNamespace: text(fields(root).namespace),
    suppressionOf: (rule) => {
      const { name, namespace } = fields(manifest.metadata) as Manifest['metadata'];
      return suppressionReason(owner, rule as RuleId, { kind: manifest.kind, name, namespace });
    },
    givenNames: () => [
      ...namesGivenTo(owner),
      ...[...secretsUsedBy(owner)]
        .flatMap(namesGivenTo)
        .map((given): GivenName => ({ ...given, referredAs: 'Secret' })),
      ...accountsOf(root),
    ],
    explainedRules: () => explainedRulesOf(owner),
    ...declaredBy(owner),
    ...typedKeysOf(owner),
    ...(tellsOfSecrets(owner) && { secretsOfOtherApps: () => secretsOfOtherApps(owner) }),
    ...(error !== undefined && { failure: renderingFailure(error).reason }),
  };
}

/** What was said to a workload, and to its containers alone. */
function typedKeysOf(owner: IConstruct): Pick<Resource, 'typedKeys'> {
  if (!isPlusWorkload(owner)) return {};
  const ofContainers = [...owner.containers, ...owner.initContainers].flatMap(keysOfContainer);
  return ofContainers.length === 0
    ? {}
    : { typedKeys: [...(declaredBy(owner as IConstruct).typedKeys ?? []), ...ofContainers] };
}

function secretsOfOtherApps(workload: IConstruct): SecretOfOtherApp[] {
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

/** What is known of an object that cannot be rendered. */
function identityOf({ apiVersion, kind, name, metadata: { namespace } }: ApiObject): Manifest {
  return { apiVersion, kind: kind as Kind, metadata: { name, ...(namespace !== undefined && { namespace }) } };
}
