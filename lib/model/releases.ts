import { type Fields, fields, list, text } from '../json/json';
import { perApp } from './per-app';
import type { Resource } from './resource';

/** A Helm release that Argo CD or Flux makes. */
export interface Release {
  readonly resource: Resource;
  /** The name of the chart; undefined where it stands in another object. */
  readonly chart: string | undefined;
  readonly values: Fields;
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
  const spec = fields(resource.manifest.spec);
  return { resource, chart: text(fields(fields(spec.chart).spec).chart), values: fields(spec.values) };
}

function argoReleases(resource: Resource): Release[] {
  const spec = fields(resource.manifest.spec);
  return [fields(spec.source), ...list(spec.sources)].flatMap((source) => {
    const helm = fields(source.helm);
    const chart = text(source.chart) ?? text(source.path)?.split('/').at(-1);
    const values = { ...fields(helm.valuesObject), ...parameters(helm.parameters) };
    return chart === undefined && source.helm === undefined ? [] : [{ resource, chart, values }];
  });
}

/** Single values, which Argo CD lays over the others as text. */
function parameters(value: unknown): Fields {
  return Object.fromEntries(
    list(value).flatMap(({ name, value: single }) => {
      const parameter = text(name);
      if (parameter === undefined) return [];
      return [[parameter, single === 'true' ? true : single === 'false' ? false : single]];
    }),
  );
}
