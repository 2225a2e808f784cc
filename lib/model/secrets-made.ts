import { isOfOperator } from './app-model';
import { objectOf, type Resource } from './resource';

/** The Secrets that an object is, or that a controller makes of it: a SealedSecret, an ExternalSecret, a Certificate. */
export function secretsMadeOf(resource: Resource): readonly unknown[] {
  const { kind, metadata } = resource.manifest;
  if (isOfOperator(resource.manifest) || !/Secret$|^Certificate$/.test(kind)) return [];
  const spec = objectOf(resource).at('spec');
  return [metadata.name, spec.at('secretName').raw, spec.at('target', 'name').raw];
}
