import { grouped } from '../../../collections/grouped';
import { type AppModel, perApp } from '../../app-model';
import { type ClassContent, contentOf } from './class-content';
import { type ClassVolume, volumesOf } from './class-volumes';
import { type Parameters, parametersOf, sameness } from './parameters';
import { infisicalClasses, type ProviderClass } from './provider-class';

/** A class with some parameters, and the volumes that give it these. */
export interface Mounting {
  readonly provider: ProviderClass;
  readonly parameters: Parameters;
  readonly content: ClassContent;
  /** None where nothing here mounts the class. */
  readonly volumes: readonly ClassVolume[];
}

/** Each class of Infisical once for each difference that its volumes make; once on its own where none is there. */
export const mountingsOf = perApp((app): readonly Mounting[] =>
  infisicalClasses(app).flatMap((provider) => mountingsOfClass(app, provider)),
);

const byClass = perApp((app) => grouped(mountingsOf(app), ({ provider }) => provider));

/** Those of one class. */
export function mountingsWith(app: AppModel, provider: ProviderClass): readonly Mounting[] {
  return byClass(app).get(provider) ?? [];
}

function mountingsOfClass(app: AppModel, provider: ProviderClass): Mounting[] {
  const found = new Map<string, Mounting & { readonly volumes: ClassVolume[] }>();
  const volumes = volumesOf(app, provider);
  for (const volume of volumes.length === 0 ? [undefined] : volumes) {
    const parameters = parametersOf(provider, volume);
    const same = sameness(parameters);
    const known = found.get(same);
    const mounting = known ?? { provider, parameters, content: contentOf(provider, parameters), volumes: [] };
    if (volume !== undefined) mounting.volumes.push(volume);
    found.set(same, mounting);
  }
  return [...found.values()];
}
