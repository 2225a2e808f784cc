import { type Fields, fields, list, text } from '../manifest';
import type { Subject } from '../subject';
import { perApp } from './per-app';

/** A Helm release that Argo CD or Flux makes. */
export interface Release {
  readonly subject: Subject;
  /** The name of the chart; undefined where it stands in another object. */
  readonly chart: string | undefined;
  readonly values: Fields;
}

export const OPERATOR_CHART = 'secrets-operator';

export const releasesOf = perApp((app): Release[] =>
  app.subjects.flatMap((subject) => {
    const { apiVersion, kind } = subject.manifest;
    if (kind === 'HelmRelease') return [fluxRelease(subject)];
    return kind === 'Application' && apiVersion.startsWith('argoproj.io/') ? argoReleases(subject) : [];
  }),
);

function fluxRelease(subject: Subject): Release {
  const spec = fields(subject.manifest.spec);
  return { subject, chart: text(fields(fields(spec.chart).spec).chart), values: fields(spec.values) };
}

function argoReleases(subject: Subject): Release[] {
  const spec = fields(subject.manifest.spec);
  return [fields(spec.source), ...list(spec.sources)].flatMap((source) => {
    const helm = fields(source.helm);
    const chart = text(source.chart) ?? text(source.path)?.split('/').at(-1);
    const values = { ...fields(helm.valuesObject), ...parameters(helm.parameters) };
    return chart === undefined && source.helm === undefined ? [] : [{ subject, chart, values }];
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
