import { perApp } from './app-model';
import { Field } from './field';
import { type Resource, specOf } from './resource';

/** A Helm release that Argo CD or Flux makes. */
export interface Release {
  readonly resource: Resource;
  /** The name of the chart; undefined where it stands in another object. */
  readonly chart: string | undefined;
  readonly values: Field;
}

export const OPERATOR_CHART = 'secrets-operator';

export const releasesOf = perApp((app): Release[] =>
  app.resources.flatMap((resource) => {
    const { apiVersion, kind } = resource.manifest;
    if (kind === 'HelmRelease') return [fluxRelease(resource)];
    return kind === 'Application' && apiVersion.startsWith('argoproj.io/') ? argoReleases(resource) : [];
  }),
);

function fluxRelease(resource: Resource): Release {
  const spec = specOf(resource);
  return { resource, chart: spec.text('chart', 'spec', 'chart').value, values: spec.at('values') };
}

function argoReleases(resource: Resource): Release[] {
  const spec = specOf(resource);
  return [spec.at('source'), ...spec.at('sources').items()].flatMap((source) => {
    const helm = source.at('helm');
    const chart = source.text('chart').value ?? source.text('path').value?.split('/').at(-1);
    if (chart === undefined && !helm.isGiven) return [];
    const values = Object.fromEntries([...helm.at('valuesObject').entries(), ...parametersIn(helm)].map(rawEntry));
    return [{ resource, chart, values: Field.of(values, helm.at('valuesObject').path) }];
  });
}

function rawEntry([name, { raw: value }]: [string, { readonly raw: unknown }]): [string, unknown] {
  return [name, value];
}

/** Single values, which Argo CD lays over the others as text. */
function parametersIn(helm: Field): [string, { readonly raw: unknown }][] {
  return helm
    .at('parameters')
    .items()
    .flatMap((parameter) => {
      const name = parameter.text('name').value;
      const value = parameter.at('value').raw;
      return name === undefined ? [] : [[name, { raw: value === 'true' || (value === 'false' ? false : value) }]];
    });
}
