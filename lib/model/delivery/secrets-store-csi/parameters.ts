import type { Field } from '../../field';
import type { Resource } from '../../resource';
import type { ClassVolume } from './class-volumes';
import type { ProviderClass } from './provider-class';

/** What a provider is told, and by which object. */
export interface Parameter {
  readonly resource: Resource;
  readonly field: Field<string>;
}

/** What a provider is told for a volume: each parameter by its name. */
export type Parameters = ReadonlyMap<string, Parameter>;

/** The parameters of a class, over which the attributes of a volume go: a pod may ask for another environment. */
export function parametersOf({ resource, parameters }: ProviderClass, volume?: ClassVolume): Parameters {
  return new Map([
    ...parameters.entries().map(([name]): [string, Parameter] => [name, { resource, field: parameters.text(name) }]),
    ...(volume === undefined ? [] : attributesOf(volume)),
  ]);
}

function attributesOf({ csi, workload: { resource } }: ClassVolume): [string, Parameter][] {
  const attributes = csi.at('volumeAttributes');
  return attributes
    .entries()
    .filter(([name]) => name !== 'secretProviderClass')
    .map(([name]) => [name, { resource, field: attributes.text(name) }]);
}

/** What equals that of other parameters which say the same in the same places. */
export function sameness(parameters: Parameters): string {
  return JSON.stringify([...parameters].map(([name, { field }]) => [name, field.raw]).sort());
}

/**
 * Two providers are called alike: that of Infisical, and an older one of somebody else, which knows projects by their slugs
 * and lists `objects`.
 */
export function isOfOthers(parameters: Parameters): boolean {
  const isGiven = (name: string) => parameters.get(name)?.field.isGiven ?? false;
  return OF_OTHERS.some(isGiven) && !OF_INFISICAL.some(isGiven);
}

const OF_OTHERS = ['projectSlug', 'authSecretName', 'authSecretNamespace', 'objects'];
const OF_INFISICAL = ['secrets', 'projectId', 'identityId', 'authMethod'];
